import { expect, test } from 'vitest'
import { Pairing } from '../../server/access/pairing.ts'
import { Screen } from '../live/screen.ts'
import { flood } from '../http/running.ts'
import { Browser, noted, refusals, signedIn, strict } from './people.ts'

const grant_type = 'urn:ietf:params:oauth:grant-type:device_code'
const setup = { name: 'Dinding kiri', place: 'Ruang Pantau', distance: 5, height: 68 }

/** An unpaired screen that has asked for its codes. */
async function asking(address: string) {
  const kiosk = new Browser(address)
  const { body } = await kiosk.post('/api/screens/code')
  const poll = () => kiosk.post('/api/screens/token', { grant_type, device_code: body.device_code })
  return { kiosk, body, code: String(body.user_code), poll }
}

test('a screen shows a code, an operator approves it, and the screen then reads and only reads', async () => {
  const server = await strict()
  const { browser: operator } = await signedIn(server, 'operator')
  const { kiosk, body, code, poll } = await asking(server.address)
  expect(body).toMatchObject({ expires_in: 900, interval: 3, verification_uri: `${server.address}/layar` })
  expect(code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/)
  expect(body.verification_uri_complete).toBe(`${server.address}/layar?kode=${code}`)
  const pending = await poll()
  expect([pending.status, pending.body.error]).toEqual([400, 'authorization_pending'])
  expect((await poll()).body.error).toBe('slow_down')
  expect((await kiosk.get('/api/situation')).status).toBe(401)
  expect(
    (await operator.get(`/api/screens/code/${code.toLowerCase().replace('-', ' ')}`)).body,
  ).toMatchObject({ address: '127.0.0.1' })
  const second = await asking(server.address)
  expect((await operator.post('/api/screens', { code: second.code, ...setup })).status).toBe(201)
  const paired = await second.poll()
  expect(paired.status).toBe(200)
  expect(paired.body).toMatchObject({ token_type: 'cookie', screen: setup })
  expect(second.kiosk.given.at(-1)).toMatch(
    /^ruang_screen=rt_[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=34560000$/,
  )
  expect(paired.text).not.toContain('rt_')
  expect((await second.poll()).body.error).toBe('expired_token')

  const screen = second.kiosk
  expect((await screen.get('/api/screen')).body).toMatchObject(setup)
  expect((await screen.get('/api/situation')).status).toBe(200)
  await server.tell(flood({}, { description: 'hanya untuk petugas' }))
  const live = await new Screen(server.address, { cookie: screen.cookie }).seq(1)
  expect(JSON.stringify(live.said)).not.toContain('hanya untuk petugas')
  const writes: [string, string][] = [
    ['POST', '/api/events'],
    ['POST', '/api/screens'],
    ['DELETE', '/api/screens/s_x'],
    ['PATCH', '/api/me'],
    ['POST', '/api/people'],
    ['POST', '/api/worlds'],
  ]
  for (const [method, path] of writes)
    expect([path, (await screen.ask(method, path, flood())).status]).toEqual([path, 403])
  const [event] = await noted(server, 'screen.paired')
  expect(event).toMatchObject({ data: { name: 'Dinding kiri', by: expect.stringMatching(/^operator:p_/) } })
})

test('a screen that is revoked is cut at once, and finds itself unpaired', async () => {
  const server = await strict()
  const { browser: operator } = await signedIn(server, 'operator')
  const { kiosk, code, poll } = await asking(server.address)
  await operator.post('/api/screens', { code, ...setup })
  await poll()
  const live = await new Screen(server.address, { cookie: kiosk.cookie }).seq(0)
  const [listed] = (await operator.get('/api/screens')).body.screens as { id: string; connected: boolean }[]
  expect(listed).toMatchObject({ ...setup, connected: true })
  const began = performance.now()
  expect((await operator.ask('DELETE', `/api/screens/${listed!.id}`)).status).toBe(204)
  await live.until(() => !live.socket.connected)
  // A beat, which looks as well, comes every 5 s.
  expect(performance.now() - began).toBeLessThan(4_000)
  expect(await new Screen(server.address, { cookie: kiosk.cookie }).refused()).toBe(401)
  expect((await kiosk.get('/api/situation')).status).toBe(401)
  expect(await refusals(server, 'screen')).toBe(2)
  await kiosk.post('/api/screens/code')
  expect(kiosk.cookie).toBe('')
  expect(await noted(server, 'screen.revoked')).toHaveLength(1)
})

test('a screen that an operator refuses is told so; a code is decided once', async () => {
  const server = await strict()
  const { browser: operator } = await signedIn(server, 'operator')
  const { code, poll } = await asking(server.address)
  expect((await operator.ask('DELETE', `/api/screens/code/${code}`)).status).toBe(204)
  expect((await operator.post('/api/screens', { code, ...setup })).status).toBe(404)
  expect((await poll()).body.error).toBe('access_denied')
  expect((await poll()).body.error).toBe('expired_token')
  expect((await operator.get('/api/screens/code/BBBB-BBBB')).status).toBe(404)
  for (const wrong of [{ distance: 0 }, { height: 'x' }, { name: '' }, { role: 'admin' }])
    expect((await operator.post('/api/screens', { code, ...setup, ...wrong })).status).toBe(422)
  expect(await refusals(server, 'pairing')).toBeGreaterThanOrEqual(2)
})

test('only operators approve; with https the screen’s cookie travels by nothing else', async () => {
  const server = await strict({ PUBLIC_URL: 'https://ruang.example.test' })
  const { kiosk, body, code, poll } = await asking(server.address)
  expect(body.verification_uri_complete).toBe(`https://ruang.example.test/layar?kode=${code}`)
  const { browser: executive } = await signedIn(server, 'executive')
  expect((await executive.post('/api/screens', { code, ...setup })).status).toBe(403)
  expect((await kiosk.post('/api/screens', { code, ...setup })).status).toBe(401)
  const { browser: operator } = await signedIn(server, 'operator')
  await operator.post('/api/screens', { code, ...setup })
  await poll()
  expect(kiosk.given.at(-1)).toMatch(
    /^__Host-ruang_screen=rt_[^;]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+; Secure$/,
  )
  expect((await kiosk.get('/api/screen')).status).toBe(200)
})

test('codes are over after 15 minutes, and those who wait are bounded', () => {
  let now = 0
  const pairing = new Pairing(() => now)
  const issued = pairing.ask('10.0.0.1')
  for (let at = 1; at < 40; at++) pairing.ask('10.0.0.1')
  expect(() => pairing.ask('10.0.0.1')).toThrow(/too many screens/)
  for (let at = 0; at < 460; at++) pairing.ask(`10.1.${at}.1`)
  expect(() => pairing.ask('10.9.9.9')).toThrow(/too many screens/)
  now += 899_000
  expect(pairing.look(issued.user_code)).toMatchObject({ waitingSeconds: 899 })
  now += 1_000
  expect(pairing.look(issued.user_code)).toBeUndefined()
  expect(pairing.poll(issued.device_code)).toBe('expired_token')
  expect(pairing.poll('tiada')).toBe('expired_token')
  expect(pairing.ask('10.9.9.9').user_code).toHaveLength(9)
})

test('who polls too fast must slow down by 5 s each time', () => {
  let now = 0
  const pairing = new Pairing(() => now)
  const { device_code: code } = pairing.ask('10.0.0.1')
  expect(pairing.poll(code)).toBe('authorization_pending')
  now += 2_000
  expect(pairing.poll(code)).toBe('slow_down')
  now += 7_000
  expect(pairing.poll(code)).toBe('slow_down')
  now += 13_000
  expect(pairing.poll(code)).toBe('authorization_pending')
})
