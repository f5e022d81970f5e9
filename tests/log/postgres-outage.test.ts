import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { PostgresLog } from '../../server/log/postgres.ts'
import type { Patience } from '../../server/log/postgres-connect.ts'
import { poolOf } from '../../server/log/postgres-connect.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { append, at, follow, later, told, until, upTo } from './told.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

async function open(world: string, patience?: Patience): Promise<PostgresLog> {
  const log = await PostgresLog.open(postgres.url, world, patience)
  onTestFinished(() => log.close())
  return log
}

test('a crash of the server under load loses nothing acknowledged, and followers go on without a gap or a double', async () => {
  const logs = await Promise.all(upTo(4).map(() => open('restart')))
  const seen = [follow(logs[0]!), follow(await open('restart'))]
  const acknowledged = new Map<string, number>()
  let stopping = false
  let refusals = 0
  const writer = async (log: PostgresLog, name: number) => {
    for (let turn = 0; !stopping; turn++) {
      const id = `${name}-${turn}`
      // As the hub does: what is refused is told again, and may turn out to be known.
      for (let told = false; !told;) {
        try {
          acknowledged.set(id, await once(log, id))
          told = true
        } catch (error) {
          expect(error).toBeInstanceOf(LogUnavailable)
          refusals++
          await later(20)
        }
      }
    }
  }
  const writing = Promise.all(logs.map(writer))
  await until(() => acknowledged.size > 10)
  await postgres.stop('crash')
  const before = acknowledged.size
  await later(200)
  await postgres.start()
  await until(() => acknowledged.size > before + 40)
  stopping = true
  await writing
  expect(refusals).toBeGreaterThan(0)
  const all = await logs[0]!.read(0, 100_000)
  expect(all.map(({ seq }) => seq)).toEqual(upTo(all.length))
  expect(new Map(all.map(({ id, seq }) => [id, seq]))).toEqual(acknowledged)
  for (const one of seen) {
    await until(() => one.length >= all.length)
    expect(one).toEqual(upTo(all.length))
  }
  expect(await logs[0]!.verify()).toEqual({ rows: all.length })
})

/** Tells one statement; answers its seq, also when it is known. */
async function once(log: PostgresLog, id: string): Promise<number> {
  let seq: number | undefined
  const [event] = await log.append(at(0), async ({ known }) => {
    ;[seq] = await known([{ source: '/test', id }])
    return seq === undefined ? [told(id)] : []
  })
  return event?.seq ?? seq ?? 0
}

test('a follower goes on by itself when its connections are cut', async () => {
  const [log, other] = [await open('cut'), await open('cut')]
  const seen = follow(log)
  await append(other, 'a')
  await until(() => seen.length === 1)
  for (let round = 0; round < 3; round++) {
    await postgres.run('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()')
    await until(() => seen.length === round + 1)
    await append(other, `b${round}`).catch(() => append(other, `b${round}`))
    await until(() => seen.length === round + 2)
  }
  expect(seen).toEqual([1, 2, 3, 4])
})

test('a server that is away is told in words, at once, and the log goes on when it is back', async () => {
  const log = await open('away')
  const seen = follow(log)
  await append(log, 'a')
  await postgres.stop()
  const begun = performance.now()
  await expect(append(log, 'b')).rejects.toThrow(/^the log cannot be written: PostgreSQL does not answer/)
  await expect(log.check()).rejects.toThrow(LogUnavailable)
  await expect(log.read(0, 1)).rejects.toThrow(LogUnavailable)
  await expect(PostgresLog.open(postgres.url, 'away')).rejects.toThrow(LogUnavailable)
  expect(performance.now() - begun).toBeLessThan(2_000)
  await postgres.start()
  await log.check()
  expect((await append(log, 'b')).map(({ seq }) => seq)).toEqual([2])
  expect(seen).toEqual([1, 2])
})

test('a server that can only be read says so, is still read and followed, and takes writes again later', async () => {
  const log = await open('standby', { pollMs: 20 })
  const seen = follow(log)
  await append(log, 'a')
  const settle = async (value: 'on' | 'off') => {
    await postgres.run(`ALTER SYSTEM SET default_transaction_read_only = ${value}`)
    await postgres.run('SELECT pg_reload_conf()')
    await later(200)
  }
  await settle('on')
  onTestFinished(() => settle('off'))
  const refused =
    /^the log cannot be written: PostgreSQL is read-only .*: cannot execute .* in a read-only transaction$/
  await expect(append(log, 'b')).rejects.toThrow(refused)
  await expect(append(log, 'b')).rejects.toThrow(LogUnavailable)
  await expect(log.check()).rejects.toThrow(refused)
  expect((await log.read(0, 9)).map(({ id }) => id)).toEqual(['a'])
  const late = await open('standby')
  const replay = follow(late)
  await until(() => replay.length === 1)
  expect(await late.verify()).toEqual({ rows: 1 })
  await settle('off')
  expect((await append(late, 'b')).map(({ seq }) => seq)).toEqual([2])
  await until(() => seen.length === 2)
  expect(seen).toEqual([1, 2])
})

test('a commit waits for the disk also where the server is set not to', async () => {
  await postgres.run('ALTER ROLE ruang SET synchronous_commit = off')
  onTestFinished(() => postgres.run('ALTER ROLE ruang RESET synchronous_commit'))
  const client = await postgres.connect()
  onTestFinished(() => client.end())
  expect((await client.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'off' }])
  const pool = poolOf(postgres.url, 1_000)
  onTestFinished(() => pool.end())
  expect((await pool.query('SHOW synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }])
})
