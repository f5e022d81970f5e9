import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { LifeReport } from '../../shared/life.ts'
import { lead } from '../../server/log/postgres-lead.ts'
import { fellowOf, running } from '../http/running.ts'
import { startPostgres, type Postgres } from '../postgres.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

/** Candidates that note who leads, and how many did at once at most. */
function candidates(names: string[]) {
  const leading = new Set<string>()
  const seen = { most: 0 }
  const stops = names.map((name) => {
    const stop = lead(postgres.url, () => {
      leading.add(name)
      seen.most = Math.max(seen.most, leading.size)
      return async () => void leading.delete(name)
    })
    onTestFinished(stop)
    return [name, stop] as const
  })
  return { leading, seen, stop: Object.fromEntries(stops) }
}
const patience = { interval: 20 }

test('of three nodes one leads; when its session is ended, or it stops, another takes over within 10 s, never two at once', async () => {
  const { leading, seen, stop } = candidates(['a', 'b', 'c'])
  await expect.poll(() => leading.size, patience).toBe(1)
  const [first] = leading
  await postgres.run(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted`)
  await expect.poll(() => leading.size === 0 || !leading.has(first!), patience).toBe(true)
  await expect.poll(() => leading.size, patience).toBe(1)
  const [second] = leading
  await stop[second!]!()
  expect(leading.has(second!)).toBe(false)
  await expect.poll(() => leading.size, patience).toBe(1)
  expect(leading.has(second!)).toBe(false)
  expect(seen.most).toBe(1)
})

test('a screen that speaks to one node is alive on the other too, and a picture asked for at one is asked of it at the other', async () => {
  await postgres.run('CREATE DATABASE fleet')
  const env = { DATABASE_URL: postgres.url.replace(/\/postgres$/, '/fleet') }
  const one = await running(env)
  const other = await running(env, {}, fellowOf(one))
  const report: LifeReport = {
    ...{ epoch: 'x', seq: 4, link: 'live', hidden: false, fps: 60, heap: null, mapLosses: 0 },
    ...{ latencyMs: null, fold: 'f', sound: 'ready', width: 1_920, height: 1_080 },
  }
  const said = () => one.server.life.heard('layar-1', report, 4)
  await expect.poll(() => (said(), other.server.life.state('layar-1')), patience).toBe('alive')
  other.server.life.want('layar-1')
  await expect.poll(said, patience).toBe(true)
})
