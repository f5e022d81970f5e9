import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { secret } from '../../server/secrets.ts'
import { ask } from '../http/ask.ts'
import { Screen } from '../live/screen.ts'
import { Browser, goodPassword, noted, refusals, signedIn, strict } from './people.ts'

const name = 'ruang.session_token'

test('a session that is forged, cut short, stretched or over is none, by HTTP and by socket', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'operator')
  const value = browser.cookies.get(name) ?? ''
  const [token = '', signed = ''] = decodeURIComponent(value).split('.')
  const sign = (text: string, key: string) => createHmac('sha256', key).update(text).digest('base64')
  const key = secret(server.folder, 'people').toString('base64url')
  const whole = (cookie: string) => `${name}=${encodeURIComponent(cookie)}`
  expect(
    (await ask(server, '/api/situation', { cookie: whole(`${token}.${sign(token, key)}`) })).status,
  ).toBe(200)
  const wrong = [
    whole(`${token}.`),
    whole(token),
    whole(`${token}.${signed.slice(0, -2)}`),
    whole(`${token}.${signed}A`),
    whole(`${token.slice(0, -1)}.${signed}`),
    whole(`${token}.${sign(token, 'kunci lain')}`),
    whole(`tiada.${sign('tiada', key)}`),
    `${name}=${value}%`,
    `${name}=%E0%A4%A`,
    `${name}=`,
    `${name}=${'A'.repeat(4_000)}`,
    `${name}x=${value}`,
  ]
  for (const cookie of wrong)
    expect([cookie.slice(0, 90), (await ask(server, '/api/situation', { cookie })).status]).toEqual([
      cookie.slice(0, 90),
      401,
    ])
  expect(await new Screen(server.address, { cookie: wrong[3]! }).refused()).toBe(401)
  expect(await refusals(server, 'session')).toBeGreaterThanOrEqual(9)
  expect(await noted(server, 'session.refused')).toEqual([])
  const db = new DatabaseSync(join(server.folder, 'access.db'))
  db.prepare('UPDATE session SET expiresAt = ?').run(new Date(Date.now() - 1).toISOString())
  db.close()
  expect((await browser.get('/api/situation')).status).toBe(401)
})

test('a session ends three days after its last use, and 30 days after the sign-in however much it is used', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'operator')
  const { sessions } = server.server.access.people
  const day = 86_400_000
  const at = async (days: number) =>
    (await sessions.find(browser.cookie, Date.now() + days * day)) !== undefined
  expect([await at(0), await at(2.99), await at(3.01)]).toEqual([true, true, false])
  const db = new DatabaseSync(join(server.folder, 'access.db'))
  db.prepare('UPDATE session SET expiresAt = ?').run(new Date(Date.now() + 99 * day).toISOString())
  db.close()
  expect([await at(29.9), await at(30.1)]).toEqual([true, false])
})

test('a session ended elsewhere is refused at once, and its socket is cut', async () => {
  const server = await strict()
  const { browser, email } = await signedIn(server, 'operator')
  const tablet = new Browser(server.address)
  await tablet.post('/api/sign-in', { email, password: goodPassword })
  const screen = await new Screen(server.address, { cookie: tablet.cookie }).seq(0)
  const list = (await browser.get('/api/me/sessions')).body.sessions as { id: string; current: boolean }[]
  expect(list.map(({ current }) => current)).toEqual([false, true])
  const began = performance.now()
  expect((await browser.ask('DELETE', `/api/me/sessions/${list[0]!.id}`)).status).toBe(204)
  expect((await tablet.get('/api/me')).status).toBe(401)
  await screen.until(() => !screen.socket.connected)
  // A beat, which looks as well, comes every 5 s.
  expect(performance.now() - began).toBeLessThan(4_000)
  expect((await browser.get('/api/me')).status).toBe(200)
  const [ended] = await noted(server, 'session.ended')
  expect(ended).toMatchObject({ data: { by: expect.stringMatching(/^operator:p_/) } })
})

test('nobody ends or sees another person’s sessions', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'operator')
  const { browser: other } = await signedIn(server, 'operator')
  const [mine] = (await browser.get('/api/me/sessions')).body.sessions as { id: string }[]
  expect((await other.ask('DELETE', `/api/me/sessions/${mine!.id}`)).status).toBe(404)
  expect((await browser.get('/api/me')).status).toBe(200)
  expect(JSON.stringify((await browser.get('/api/me/sessions')).body)).not.toContain(
    decodeURIComponent(browser.cookies.get(name) ?? '').split('.')[0],
  )
})

test('signing out ends the session itself, not only the cookie', async () => {
  const server = await strict()
  const { browser } = await signedIn(server, 'executive')
  const { cookie } = browser
  expect((await browser.post('/api/sign-out')).status).toBe(204)
  expect(browser.cookies.has(name)).toBe(false)
  expect((await ask(server, '/api/situation', { cookie })).status).toBe(401)
})

test('a new password ends all other sessions; the old one opens nothing', async () => {
  const server = await strict()
  const { browser, email } = await signedIn(server, 'operator')
  const tablet = new Browser(server.address)
  await tablet.post('/api/sign-in', { email, password: goodPassword })
  const next = 'kata sandi lain yang panjang'
  expect((await browser.post('/api/me/password', { password: 'bukan itu', next })).status).toBe(401)
  expect((await tablet.get('/api/me')).status).toBe(200)
  expect((await browser.post('/api/me/password', { password: goodPassword, next })).status).toBe(204)
  expect((await tablet.get('/api/me')).status).toBe(401)
  expect((await browser.get('/api/me')).status).toBe(200)
  expect((await tablet.post('/api/sign-in', { email, password: goodPassword })).status).toBe(401)
  expect((await tablet.post('/api/sign-in', { email, password: next })).status).toBe(200)
})

test('who is given another role or removed has it at once; the last administrator stays', async () => {
  const server = await strict()
  const { browser: admin } = await signedIn(server, 'admin')
  const { browser, email } = await signedIn(server, 'operator')
  const list = (await admin.get('/api/people')).body.people as { id: string; email: string; role: string }[]
  const { id } = list.find((person) => person.email === email)!
  const own = list.find(({ role }) => role === 'admin')!
  expect((await browser.get('/api/quarantine')).status).toBe(200)
  expect((await admin.ask('PATCH', `/api/people/${id}`, { role: 'executive' })).status).toBe(200)
  expect((await browser.get('/api/quarantine')).status).toBe(403)
  for (const role of ['display', 'feeder', 'raja', 'agency:'])
    expect((await admin.ask('PATCH', `/api/people/${id}`, { role })).status).toBe(422)
  expect((await admin.ask('DELETE', `/api/people/${id}`)).status).toBe(204)
  expect((await browser.get('/api/me')).status).toBe(401)
  expect((await admin.ask('PATCH', `/api/people/${own.id}`, { role: 'operator' })).status).toBe(409)
  expect((await admin.ask('DELETE', `/api/people/${own.id}`)).status).toBe(409)
})

test('a new link for somebody who is there ends all their sessions and their second factor', async () => {
  const server = await strict()
  const { browser: admin } = await signedIn(server, 'admin')
  const { browser, email } = await signedIn(server, 'operator')
  const list = (await admin.get('/api/people')).body.people as { id: string; email: string }[]
  const { id } = list.find((person) => person.email === email)!
  const { body } = await admin.post(`/api/people/${id}/link`)
  expect((await browser.get('/api/me')).status).toBe(200)
  const token = new URL(String(body.link)).hash.slice(1)
  const anew = new Browser(server.address)
  expect((await anew.post('/api/links', { token, password: 'kata sandi yang baru' })).status).toBe(200)
  expect((await browser.get('/api/me')).status).toBe(401)
  expect((await anew.post('/api/sign-in', { email, password: goodPassword })).status).toBe(401)
})

test('an administrator invites several people of one agency, each by a link of their own', async () => {
  const server = await strict()
  const { browser: admin } = await signedIn(server, 'admin')
  for (const email of ['satu@uji.test', 'dua@uji.test']) {
    const invited = await admin.post('/api/people', { email, name: email, role: 'agency:pupr' })
    expect(invited.status).toBe(201)
    const token = new URL(String(invited.body.link)).hash.slice(1)
    const browser = new Browser(server.address)
    expect((await browser.post('/api/links', { token, password: goodPassword })).body).toEqual({
      role: 'agency:pupr',
    })
  }
  expect((await admin.post('/api/people', { email: 'DUA@uji.test', name: 'x', role: 'admin' })).status).toBe(
    409,
  )
})
