import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { Browser, earnest, goodPassword, noted, refusals, signedIn, strict } from './people.ts'

const root = join(import.meta.dirname, '..', '..')
const ruang = (folder: string, ...args: string[]) =>
  execFileSync(process.execPath, ['server/cli/ruang.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: folder },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()

test('the link of `ruang admin create` makes the first administrator, on a server that runs, and works once', async () => {
  const server = await strict()
  const nobody = new Browser(server.address)
  expect((await nobody.get('/api/sign-in')).body).toEqual({ singleSignOn: false, needsAdmin: true })
  const link = ruang(server.folder, 'admin', 'create', '--email', 'Sekda@Uji.test')
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/masuk#[\w-]{43}$/)
  expect(new URL(link).origin).toBe(server.address)
  const token = new URL(link).hash.slice(1)
  const browser = new Browser(server.address)
  expect((await browser.post('/api/links/look', { token })).body).toMatchObject({
    email: 'sekda@uji.test',
    role: 'admin',
  })
  const short = await browser.post('/api/links', { token, password: 'sebelas hrf' })
  expect([short.status, short.body.errors]).toEqual([422, [expect.objectContaining({ field: 'password' })]])
  expect(
    (await browser.post('/api/links', { token, password: goodPassword, name: 'Bu Sekda' })).body,
  ).toEqual({
    role: 'admin',
  })
  expect((await browser.get('/api/people')).body.people).toMatchObject([{ name: 'Bu Sekda', role: 'admin' }])
  for (const path of ['/api/links/look', '/api/links']) {
    const again = await nobody.post(path, { token, password: 'kata sandi orang lain' })
    expect([path, again.status]).toEqual([path, path.endsWith('look') ? 422 : 410])
  }
  expect((await nobody.post('/api/links/look', { token })).status).toBe(410)
  expect((await nobody.get('/api/sign-in')).body.needsAdmin).toBe(false)
})

test('of a link and of a password only hashes are stored, and a link is over after 24 hours', async () => {
  const server = await strict({}, earnest)
  const { people } = server.server.access
  const invitation = { email: 'a@uji.test', name: 'A', role: 'operator' as const }
  const token = await people.links.create(invitation)
  const day = 24 * 3_600_000
  expect(await people.links.look(token, Date.now() + day - 10_000)).toEqual(invitation)
  expect(await people.links.look(token, Date.now() + day)).toBeUndefined()
  const db = new DatabaseSync(join(server.folder, 'access.db'))
  expect(JSON.stringify(db.prepare('SELECT * FROM link').all())).not.toContain(token)
  await new Browser(server.address).post('/api/links', { token, password: goodPassword })
  const [{ password }] = db.prepare('SELECT password FROM account').all() as [{ password: string }]
  db.close()
  expect(password).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
  const later = await people.links.create(invitation)
  expect(await people.links.look(await people.links.create(invitation))).toEqual(invitation)
  expect(await people.links.look(later)).toBeUndefined()
})

test('a wrong password and an unknown address are refused alike, counted, and noted once per address', async () => {
  const server = await strict()
  const { email } = await signedIn(server, 'operator')
  const browser = new Browser(server.address)
  const tries = [
    { email, password: 'bukan kata sandinya' },
    { email: 'tiada@uji.test', password: goodPassword },
    { email: email.toUpperCase(), password: `${goodPassword}x` },
  ]
  const said = []
  for (const body of tries) said.push((await browser.post('/api/sign-in', body)).body)
  expect(said[0]).toMatchObject({ status: 401, title: 'Not signed in' })
  expect(said[1]).toEqual(said[0])
  expect(said[2]).toEqual(said[0])
  expect(browser.given).toEqual([])
  expect(await refusals(server, 'password')).toBe(3)
  await server.server.worlds.find()!.hub.idle()
  const [refused, ...more] = await noted(server, 'session.refused')
  expect(more).toEqual([])
  expect(refused).toMatchObject({ data: { door: 'password', address: expect.stringMatching(/^v_/) } })
  expect(JSON.stringify(refused)).not.toContain('127.0.0.1')
})

test('no field of a person is taken from input: not a role, not another id', async () => {
  const server = await strict()
  const { browser, email } = await signedIn(server, 'agency:dinkes')
  const attempts: [string, string, unknown][] = [
    ['PATCH', '/api/me', { name: 'X', role: 'admin' }],
    ['PATCH', '/api/me', { role: 'admin' }],
    ['POST', '/api/sign-in', { email, password: goodPassword, role: 'admin' }],
    ['POST', '/api/me/password', { password: goodPassword, next: `${goodPassword} baru`, role: 'admin' }],
  ]
  for (const [method, path, body] of attempts)
    expect([path, (await browser.ask(method, path, body)).status]).toEqual([path, 422])
  for (const path of [
    '/api/auth/sign-up/email',
    '/api/auth/update-user',
    '/api/auth/admin/set-role',
    '/api/auth/get-session',
  ])
    expect([path, (await browser.post(path, { role: 'admin' })).status]).toEqual([path, 404])
  const token = await server.server.access.people.links.create({
    email: 'b@uji.test',
    name: 'B',
    role: 'operator',
  })
  const invited = new Browser(server.address)
  expect((await invited.post('/api/links', { token, password: goodPassword, role: 'admin' })).status).toBe(
    422,
  )
  expect((await browser.get('/api/me')).body).toMatchObject({ role: 'agency:dinkes', email })
  expect((await browser.ask('PATCH', '/api/me', { name: 'Nama Baru' })).body).toEqual({
    role: 'agency:dinkes',
    name: 'Nama Baru',
  })
})

test('signing in must come from a page of this server', async () => {
  const server = await strict()
  const { email } = await signedIn(server, 'operator')
  const body = { email, password: goodPassword }
  for (const origin of ['http://evil.example.test', 'null']) {
    const answer = await new Browser(server.address).ask('POST', '/api/sign-in', body, { origin })
    expect([origin, answer.status, answer.headers['set-cookie']]).toEqual([origin, 403, undefined])
  }
})

test('cookies are out of scripts’ reach, and with an https address travel by nothing else', async () => {
  const plain = await strict()
  const { browser } = await signedIn(plain, 'operator')
  expect(browser.given.join('\n')).toMatch(/^ruang\.session_token=[^;]+;.*HttpOnly; SameSite=Lax$/im)
  expect(browser.given.join()).not.toContain('Secure')
  const secure = await strict({ PUBLIC_URL: 'https://ruang.example.test' })
  const { browser: other } = await signedIn(secure, 'operator')
  expect(other.given.length).toBeGreaterThan(0)
  for (const cookie of other.given) {
    expect(cookie).toMatch(/^__Secure-ruang\./)
    expect(cookie).toMatch(/; HttpOnly; Secure; SameSite=Lax/i)
  }
  expect((await other.get('/api/me')).body.role).toBe('operator')
  // Behind a proxy a page's origin is the public address, whatever Host the proxy sends.
  const write = (origin: string) => other.ask('POST', '/api/desk/present', {}, { origin })
  expect((await write('https://ruang.example.test')).status).toBe(200)
  expect((await write('https://lain.example.test')).status).toBe(403)
})
