import { afterAll, beforeAll, expect, test } from 'vitest'
import { ruang } from '../cli/command.ts'
import { emptyFolder, fellowOf, flood, running, type Running } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { receiver } from '../outbox/receiver.ts'
import { startPostgres, type Postgres } from '../postgres.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())
const patience = { interval: 20 }

/** Two nodes on one database, with the same secrets. */
async function two(name: string, env = {}, options = {}): Promise<[Running, Running, string]> {
  await postgres.run(`CREATE DATABASE ${name}`)
  const url = postgres.url.replace(/\/postgres$/, `/${name}`)
  const first = await running({ DATABASE_URL: url, ...env }, options)
  return [first, await running({ DATABASE_URL: url, ...env }, options, fellowOf(first)), url]
}
const json = async (answer: Response) => (await answer.json()) as Record<string, string>

test('a key made at one node opens the other at once; taken back there it is shut here, and its socket is closed', async () => {
  const [one, other] = await two('keys')
  const admin = one.key('admin')
  await one.server.access.settle()
  const made = await one.post('/api/keys', { name: 'Bersama', role: 'operator' }, admin)
  expect(made.status).toBe(201)
  const { ref = '', key = '' } = await json(made)
  expect((await other.get('/api/events?after=0', key)).status).toBe(200)
  const screen = await new Screen(one.address, { key }).seq(0)

  // The file's own key was told to the other node as well: nothing is lost where a log was moved.
  expect((await other.get('/api/keys', admin)).status).toBe(200)
  const gone = await fetch(`${other.address}/api/keys/${ref}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${admin}` },
  })
  expect(gone.status).toBe(204)
  await expect.poll(async () => (await one.get('/api/events?after=0', key)).status, patience).toBe(401)
  await screen.until(() => !screen.socket.connected)
})

test('a screen asks one node, is approved at the other, is let in by both, and is set up and revoked at either', async () => {
  const [one, other] = await two('screens')
  const operator = one.key('operator')
  await one.server.access.settle()
  const asked = await json(await one.post('/api/screens/code', {}))
  const setup = { name: 'Kiri', place: 'Ruang', distance: 4, height: 68 }
  const approved = await other.post('/api/screens', { code: asked.user_code, ...setup }, operator)
  expect(approved.status).toBe(201)
  const token = await other.post('/api/screens/token', {
    device_code: asked.device_code,
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
  })
  expect(token.status).toBe(200)
  const cookie = (token.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const look = (node: Running) => node.get('/api/screen', undefined, { cookie })
  const card = await json(await look(one))
  expect(card).toMatchObject({ name: 'Kiri' })
  expect(await json(await look(other))).toMatchObject({ id: card.id })

  const changed = await fetch(`${one.address}/api/screens/${card.id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...setup, name: 'Kanan' }),
  })
  expect(changed.status).toBe(200)
  await expect.poll(async () => (await json(await look(other))).name, patience).toBe('Kanan')
  other.server.access.screens.revoke(card.id ?? '')
  await expect.poll(async () => (await look(one)).status, patience).toBe(401)
})

test('a token renewed at both nodes in one moment leaves one that holds everywhere', async () => {
  const [one, other] = await two('renewed')
  const start = Date.now() - 2 * 86_400_000
  const { token } = one.server.access.screens.pair(
    { name: 'A', place: '', distance: 3, height: 60 },
    'uji',
    start,
  )
  await one.server.access.settle()
  await other.server.access.settle()
  const nodes = [one.server.access, other.server.access]
  const renewed = nodes.map(({ screens }) => screens.renew(token) ?? '')
  await Promise.all(nodes.map(({ settle }) => settle()))
  for (const { settle } of nodes) await settle()
  const held = nodes.map(({ screens }) => renewed.filter((one) => screens.callerOf(one) !== undefined))
  expect(held[0]).toHaveLength(1)
  expect(held[1]).toEqual(held[0])
})

test('personal data told to one node is read and erased at the other; ruang key and vault rotate reach all', async () => {
  const [one, other, url] = await two('vault')
  const operator = one.key('operator')
  await one.server.access.settle()
  const told = await one.tell(
    flood({}, { reporter: { name: 'Budi Contoh', phone: '0812-0000-0000' } }),
    operator,
  )
  expect(told.status).toBe(201)
  const events = (await json(await one.get('/api/events?after=0&limit=1000', operator))).events as unknown
  const reference = (events as { vault?: string }[]).find(({ vault }) => vault)?.vault ?? ''
  const read = (node: Running) => node.get(`/api/vault/${reference}?reason=uji`, operator)
  expect(await (await read(other)).text()).toContain('Budi Contoh')

  const env = { DATABASE_URL: url }
  const third = emptyFolder()
  const made = await ruang(third, ['key', 'create', '--name', 'luar', '--role', 'operator'], env)
  expect((await one.get('/api/events?after=0', made.out.trim())).status).toBe(200)
  const rotate = await ruang(other.folder, ['vault', 'rotate'], env)
  expect(rotate.code).not.toBe(0)
  await other.server.close()
  await one.server.close()
  expect(await ruang(one.folder, ['vault', 'rotate'], env)).toMatchObject({ code: 0 })
  const exported = await ruang(one.folder, ['person', 'export', reference], env)
  expect(exported.out).toContain('Budi Contoh')
  expect((await ruang(one.folder, ['person', 'erase', reference], env)).code).toBe(0)
  expect((await ruang(one.folder, ['person', 'export', reference], env)).err).toContain('erased')
})

test('what one node could not understand, its targets and its exercises are the other’s too, and each target is told once', async () => {
  const hook = await receiver()
  const [one, other] = await two('common', { WEBHOOK_PRIVATE_HOSTS: hook.host }, { schedule: true })
  const [admin, operator] = [one.key('admin'), one.key('operator')]
  await one.server.access.settle()
  expect((await one.post('/api/events', '{"id": "rusak"}', operator)).status).toBe(422)
  const kept = async (node: Running) => (await node.get('/api/quarantine', operator)).json()
  expect(await kept(other)).toMatchObject({ quarantine: [{ raw: '{"id": "rusak"}' }] })
  expect(await kept(other)).toEqual(await kept(one))

  const target = { channel: 'webhook', name: 'Provinsi', address: hook.url, events: ['incident.*'] }
  expect((await other.post('/api/targets', target, admin)).status).toBe(201)
  // Told is what comes after a node has led for the first time.
  await expect.poll(() => one.server.leads() || other.server.leads()).toBe(true)
  await Promise.all([one, other].map((node) => node.tell(flood(), operator)))
  const done = async (node: Running) =>
    (await (await node.get('/api/deliveries?state=done', admin)).json()) as { deliveries: unknown[] }
  await expect.poll(async () => (await done(other)).deliveries.length).toBe(2)
  expect(await done(one)).toEqual(await done(other))
  expect(new Set(hook.got.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  expect(hook.got).toHaveLength(2)

  const positions = async (node: Running) => {
    const answer = await node.get('/api/worlds', operator)
    const { worlds } = (await answer.json()) as { worlds: { name: string; position: { epoch: string } }[] }
    return worlds.map(({ name, position }) => [name, position.epoch])
  }
  const exercise = { name: 'gladi', title: 'Gladi', start: '2026-03-30T00:00:00Z', again: true }
  for (let time = 0; time < 2; time++) {
    expect((await other.post('/api/worlds', exercise, admin)).status).toBe(201)
    const wanted = await positions(other)
    await expect.poll(() => positions(one), patience).toEqual(wanted)
    expect((await one.post('/api/events?world=gladi', flood(), operator)).status).toBe(201)
    await expect
      .poll(async () => (await other.get('/api/situation?world=gladi', operator)).text(), patience)
      .toContain('Banjir di Desa Contoh')
  }
})

test('the address of a snapshot that one node gave is answered by any of them, alike, also when more has come since', async () => {
  const [one, other] = await two('snapshots')
  const told = Array.from({ length: 120 }, () => flood({}, { description: 'air naik '.repeat(100) }))
  const media = { 'content-type': 'application/cloudevents-batch+json' }
  expect((await one.post('/api/events', told, one.key('feeder'), media)).status).toBe(201)
  const display = one.key('display')
  const snapshot = one.server.live.channel('real', 'wall')?.snapshots.current(told.length)
  expect(snapshot?.seq).toBe(told.length)
  const url = snapshot && 'url' in snapshot.content ? snapshot.content.url : ''
  await one.tell(flood())
  await expect.poll(() => other.server.worlds.find()?.present.seq, patience).toBe(told.length + 1)
  const there = async (path = url) => {
    const answer = await other.get(path, display)
    return { status: answer.status, body: await answer.json() }
  }
  await expect.poll(async () => (await there()).status, patience).toBe(200)
  expect((await there()).body).toEqual(await (await one.get(url, display)).json())
  expect((await there(url.replace(/seq=\d+/, 'seq=9999'))).status).toBe(410)
})
