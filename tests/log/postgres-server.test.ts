import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { realClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { PostgresLog } from '../../server/log/postgres.ts'
import { startServer } from '../../server/server.ts'
import { Vault } from '../../server/vault/vault.ts'
import { openWorld } from '../../server/worlds.ts'
import { digest } from '../../shared/situation/digest.ts'
import { fellowOf, emptyFolder, flood, gauge, running, type Running } from '../http/running.ts'
import { Screen } from '../live/screen.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { append, later } from './told.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

/** A database of its own for the test that asks. */
async function database(name: string): Promise<{ DATABASE_URL: string }> {
  await postgres.run(`CREATE DATABASE ${name}`)
  return { DATABASE_URL: postgres.url.replace(/\/postgres$/, `/${name}`) }
}

const wallDigest = ({ server }: Running) => digest(server.worlds.find()!.present.situations.wall)

test('what is posted is in PostgreSQL, reaches a screen, and both go on where they were after a restart', async () => {
  const env = await database('ends')
  const folder = emptyFolder()
  const first = await running(env, {}, folder)
  const key = first.key('display')
  const screen = await new Screen(first.address, { key }).seq(0)
  const events = [flood(), gauge(), gauge()]
  for (const event of events) expect((await first.tell(event)).status).toBe(201)
  await screen.seq(3)
  expect(screen.ids).toEqual(events.map(({ id }) => id))
  const { position } = screen
  await first.server.close()

  const again = await running(env, {}, folder)
  expect(again.server.worlds.find()?.present.seq).toBe(3)
  expect(await (await again.get('/healthz')).json()).toMatchObject({ seq: 3, epoch: position?.epoch })
  const told = await again.tell(events[0])
  expect([told.status, told.body.known]).toEqual([200, [{ id: events[0]?.id, seq: 1 }]])
  const back = new Screen(again.address, { key, ...(position && { position }) })
  const more = gauge()
  await again.tell(more)
  await back.seq(4)
  expect(back.names()).not.toContain('snapshot')
  expect(back.ids).toEqual([more.id])
  const whole = await new Screen(again.address, { key }).seq(4)
  expect(whole.situation && digest(whole.situation)).toBe(wallDigest(again))
})

test('an event posted at one server reaches the screens of another, and acts are decided at the common head', async () => {
  const env = await database('pair')
  const one = await running(env)
  const other = await running(env, {}, fellowOf(one))
  const screen = await new Screen(other.address, { key: other.key('display') }).seq(0)
  const told = flood({ subject: 'banjir-bersama' })
  expect((await one.tell(told)).body.recorded).toEqual([{ id: told.id, seq: 1 }])
  await screen.seq(1)
  expect(screen.ids).toEqual([told.id])
  const verify = () => flood({ type: 'incident.verified', subject: 'banjir-bersama' }, {})
  const acts = await Promise.all([one.tell(verify()), other.tell(verify())])
  expect(acts.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const both = await Promise.all(
    [one, other].flatMap((server) => Array.from({ length: 20 }, () => server.tell(gauge()))),
  )
  expect(new Set(both.map(({ body }) => body.recorded[0]?.seq)).size).toBe(40)
  await screen.seq(42)
  expect(screen.gaps).toBe(0)
  // A server follows the common log at its own pace: each is asked once it has all.
  const seqAt = async (server: typeof one) => (await server.get('/healthz')).json()
  await expect.poll(() => Promise.all([one, other].map(seqAt))).toMatchObject([{ seq: 42 }, { seq: 42 }])
  expect(wallDigest(one)).toBe(wallDigest(other))
})

test('a database that is away or read-only: refused and not ready, and all by itself well again', async () => {
  const env = await database('outage')
  const server = await running(env)
  const screen = await new Screen(server.address, { key: server.key('display') }).seq(0)
  const ready = async () => {
    await later(1_050)
    const answer = await server.get('/readyz')
    return [answer.status, ((await answer.json()) as { detail?: string }).detail ?? ''] as const
  }
  expect((await server.tell(gauge())).status).toBe(201)
  await postgres.run('ALTER DATABASE outage SET default_transaction_read_only = on')
  await postgres.run('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $$outage$$')
  await later(100)
  const refused = await server.tell(gauge())
  expect([refused.status, refused.body.title]).toEqual([503, 'Cannot be written down now'])
  const [status, detail] = await ready()
  expect([status, detail]).toEqual([503, expect.stringMatching(/^real: .*read-only/)])
  await postgres.run('ALTER DATABASE outage SET default_transaction_read_only = off')
  await postgres.stop()
  expect((await server.tell(gauge())).status).toBe(503)
  expect((await server.get('/healthz')).status).toBe(200)
  await postgres.start()
  expect(await ready()).toEqual([200, ''])
  expect((await server.tell(gauge())).body.recorded[0]?.seq).toBe(2)
  await screen.seq(2)
  expect(screen.gaps).toBe(0)
})

test('a world is open once all that stands in its log is folded in', async () => {
  const { DATABASE_URL } = await database('filled')
  const log = await PostgresLog.open(DATABASE_URL, 'real')
  await append(log, ...Array.from({ length: 2_500 }, (_, index) => String(index)))
  await log.close()
  const folder = emptyFolder()
  const vault = new Vault(join(folder, 'vault.db'), new Uint8Array(32))
  const ground = { dataDir: folder, databaseUrl: DATABASE_URL, vault, first: {}, regionAt: () => undefined }
  const world = await openWorld(ground, folder, { name: 'real', kind: 'real' }, realClock)
  expect(world.present.seq).toBe(2_500)
  await world.close()
  vault.close()
})

test('an exercise that is started anew has an empty log and another epoch', async () => {
  const server = await running(await database('gladi'))
  const admin = server.key('admin')
  const start = async () => {
    const body = { name: 'gladi', start: '2026-03-01T00:00:00Z', rate: 60, again: true }
    const answer = await server.post('/api/worlds', body, admin)
    expect(answer.status).toBe(201)
    return ((await answer.json()) as { position: { epoch: string } }).position.epoch
  }
  const post = async () => {
    const answer = await server.post('/api/events?world=gladi', gauge(), admin)
    return ((await answer.json()) as { recorded: { seq: number }[] }).recorded[0]?.seq
  }
  const first = await start()
  expect([await post(), await post()]).toEqual([1, 2])
  expect(await start()).not.toBe(first)
  expect(await post()).toBe(1)
  expect((await server.tell(gauge())).body.recorded[0]?.seq).toBe(1)
})

test('a database that cannot be reached ends the start with a reason in words', async () => {
  const DATABASE_URL = postgres.url.replace(/\/postgres$/, '/tidak-ada')
  const folder = emptyFolder()
  const config = readConfig({ PORT: '0', DATA_DIR: folder, FEEDS: 'off', LOG_LEVEL: 'silent', DATABASE_URL })
  const starting = startServer(config)
  onTestFinished(() => void starting.then((server) => server.close()).catch(() => undefined))
  await expect(starting).rejects.toThrow(/^people cannot be looked up: there is no such database: /)
})
