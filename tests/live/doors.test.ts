import { expect, test } from 'vitest'
import { ask, passOf } from '../http/ask.ts'
import { flood, running } from '../http/running.ts'
import { Screen } from './screen.ts'

test('who has no right to look is refused with the status that HTTP would give', async () => {
  const server = await running()
  const refused = (options: ConstructorParameters<typeof Screen>[1]) =>
    new Screen(server.address, options).refused()
  expect(await refused({})).toBe(401)
  expect(await refused({ key: 'rp_salah' })).toBe(401)
  expect(await refused({ key: '' })).toBe(401)
  expect(await refused({ key: 17 as unknown as string })).toBe(401)
  expect(await refused({ key: server.key('operator', { expires: '2020-01-01T00:00:00Z' }) })).toBe(401)
  expect(await refused({ key: server.key('feeder') })).toBe(403)
  expect(await refused({ key: server.key('display'), world: 'tiada' })).toBe(404)
})

test('a page of this server connects by its pass, a page of another does not', async () => {
  const server = await running()
  const cookie = await passOf(server)
  const { origin } = new URL(server.address)
  await new Screen(server.address, { cookie, origin }).seq(0)
  await new Screen(server.address, { cookie }).seq(0)
  for (const foreign of ['http://evil.example.test', 'null', 'http://127.0.0.1:1']) {
    expect(await new Screen(server.address, { cookie, origin: foreign }).refused()).toBe(0)
    const key = server.key('display')
    expect(await new Screen(server.address, { key, origin: foreign }).refused()).toBe(0)
  }
  expect(await new Screen(server.address, { cookie: `${cookie}x` }).refused()).toBe(401)
  const through = { 'x-forwarded-for': '10.0.0.1' }
  expect(await new Screen(server.address, { cookie, headers: through }).refused()).toBe(401)
})

test('a display gets the wall’s cut, a person the staff’s, whatever they ask for', async () => {
  const server = await running()
  await server.tell(flood({}, { description: 'hanya untuk petugas' }))
  for (const [role, sees] of [
    ['display', false],
    ['operator', true],
    ['agency:pupr', true],
  ] as const) {
    const screen = await new Screen(server.address, { key: server.key(role) }).seq(1)
    expect([role, JSON.stringify(screen.said).includes('hanya untuk petugas')]).toEqual([role, sees])
  }
})

test('a screen whose key is revoked or expires is hung up on, the others stay', async () => {
  const server = await running()
  const [revoked, staying] = [server.key('display'), server.key('display')]
  const expiring = server.key('display', { expires: new Date(Date.now() + 1_500).toISOString() })
  const screens = [revoked, expiring, staying].map((key) => new Screen(server.address, { key }))
  await Promise.all(screens.map((screen) => screen.seq(0)))
  server.revoke(revoked)
  const [first, second, third] = screens
  await first!.until(() => !first!.socket.connected)
  await second!.until(() => !second!.socket.connected)
  expect(third!.socket.connected).toBe(true)
  expect(await new Screen(server.address, { key: revoked }).refused()).toBe(401)
})

test('long polling is not spoken, and a plain request to the socket’s path is refused', async () => {
  const server = await running()
  const answer = await ask(server, '/socket.io/?EIO=4&transport=polling')
  expect(answer.status).toBe(400)
})
