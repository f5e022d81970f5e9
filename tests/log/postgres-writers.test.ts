import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { PostgresLog } from '../../server/log/postgres.ts'
import type { Patience } from '../../server/log/postgres-connect.ts'
import { Rows, rowsAfter } from '../../server/log/postgres-rows.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { append, at, follow, later, told, until, upTo } from './told.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

let worlds = 0

/** Opens the log of a world as a process of its own would. */
async function open(world: string, patience?: Patience): Promise<PostgresLog> {
  const log = await PostgresLog.open(postgres.url, world, patience)
  onTestFinished(() => log.close())
  return log
}

/** Another program that writes one row by the same rules: it has inserted, and commits when it is told to. */
async function foreign(world: string, id: string): Promise<{ commit: () => Promise<void> }> {
  const rows = new Rows(`world_${world}`)
  const client = await postgres.connect()
  await client.query('BEGIN')
  const { rows: heads } = await client.query(`${rows.head} FOR UPDATE`)
  const [head] = heads as { seq: string; hash: string; recorded: string }[]
  const [row] = rowsAfter({ ...head!, seq: Number(head!.seq) }, [told(id)], at(0))
  const { text, values } = rows.insert([row!])
  // Without the notification: whoever waits for one alone would never hear of it.
  await client.query(text.replace(/SELECT pg_notify.*/, 'SELECT $7::bigint, $10::text'), values)
  return {
    commit: async () => {
      await client.query('COMMIT')
      await client.end()
    },
  }
}

test('eight writers number their events in the order of their commits: nobody ever sees a gap', async () => {
  const world = `writers-${++worlds}`
  const logs = await Promise.all(upTo(8).map(() => open(world)))
  const seen = follow(await open(world))
  const own = follow(logs[0]!)
  let writing = true
  const looks: number[] = []
  const looking = (async () => {
    const client = await postgres.connect()
    while (writing) {
      const { rows } = await client.query(`SELECT seq::int FROM "world_${world}".event ORDER BY seq`)
      expect(rows.map(({ seq }) => Number(seq))).toEqual(upTo(rows.length))
      looks.push(rows.length)
    }
    await client.end()
  })()
  const written = await Promise.all(
    logs.map(async (log, writer) => {
      const seqs: number[] = []
      for (let turn = 0; turn < 12; turn++) {
        const size = 1 + ((writer + turn) % 4)
        const events = upTo(size).map((index) => told(`${writer}-${turn}-${index}`))
        seqs.push(...(await log.append(at(turn), async () => events)).map(({ seq }) => seq))
      }
      return seqs
    }),
  )
  writing = false
  await looking
  const total = written.flat().length
  expect(written.flat().toSorted((a, b) => a - b)).toEqual(upTo(total))
  await until(() => seen.length >= total && own.length >= total)
  expect(seen).toEqual(upTo(total))
  expect(own).toEqual(upTo(total))
  expect(new Set(looks).size).toBeGreaterThan(5)
  expect(await logs[0]!.verify()).toEqual({ rows: total })
})

test('a writer that stalls between insert and commit holds the others back: no follower skips its row', async () => {
  const world = `writers-${++worlds}`
  const log = await open(world)
  const seen = follow(await open(world, { pollMs: 20 }))
  await append(log, 'first')
  const stalling = await foreign(world, 'stalled')
  let done = false
  const waiting = append(log, 'after').then((events) => {
    done = true
    return events
  })
  await later(300)
  expect(done).toBe(false)
  expect(seen).toEqual([1])
  await stalling.commit()
  expect((await waiting).map(({ seq }) => seq)).toEqual([3])
  await until(() => seen.length === 3)
  expect(seen).toEqual([1, 2, 3])
  expect((await log.read(0, 9)).map(({ id }) => id)).toEqual(['first', 'stalled', 'after'])
  expect(await log.verify()).toEqual({ rows: 3 })
})

test('a writer that hangs is put out after its time: it writes nothing, and the others go on', async () => {
  const world = `writers-${++worlds}`
  const [hanging, other] = [await open(world, { stallMs: 200 }), await open(world)]
  let held = () => {}
  const holds = new Promise<void>((resume) => (held = resume))
  let overtake = () => {}
  const overtaken = new Promise<void>((resume) => (overtake = resume))
  const refused = hanging.append(at(0), async () => {
    held()
    await overtaken
    return [told('late')]
  })
  const outcome = expect(refused).rejects.toThrow(LogUnavailable)
  await holds
  expect((await append(other, 'b')).map(({ seq }) => seq)).toEqual([1])
  overtake()
  await outcome
  expect((await append(hanging, 'c')).map(({ seq }) => seq)).toEqual([2])
  expect((await other.read(0, 9)).map(({ id }) => id)).toEqual(['b', 'c'])
})

test('whoever decides has been handed all that others wrote, up to the head it holds', async () => {
  const world = `writers-${++worlds}`
  const [one, other] = [await open(world, { pollMs: 60_000 }), await open(world, { pollMs: 60_000 })]
  const seen = follow(one)
  for (let turn = 0; turn < 20; turn++) {
    await append(other, ...upTo(3).map((index) => `${turn}-${index}`))
    await one.append(at(0), async ({ head }) => {
      expect(seen.at(-1)).toBe(head.seq)
      return [told(`own-${turn}`)]
    })
    expect(seen.at(-1)).toBe((turn + 1) * 4)
  }
  expect(seen).toEqual(upTo(80))
})

test('what was written without a notification is found by looking', async () => {
  const world = `writers-${++worlds}`
  const seen = follow(await open(world, { pollMs: 50 }))
  await append(await open(world), 'said')
  await until(() => seen.length === 1)
  await later(100)
  await (await foreign(world, 'unsaid')).commit()
  await until(() => seen.length === 2)
})

test('a notification makes a follower look at once', async () => {
  const world = `writers-${++worlds}`
  const seen = follow(await open(world, { pollMs: 60_000 }))
  const other = await open(world)
  await later(100)
  await append(other, 'a')
  await until(() => seen.length === 1)
})

test('two worlds of one database do not see each other', async () => {
  const [one, other] = [await open(`writers-${++worlds}`), await open(`writers-${++worlds}`)]
  const seen = follow(other)
  await append(one, 'a')
  await append(one, 'b')
  expect((await append(other, 'a')).map(({ seq }) => seq)).toEqual([1])
  expect(seen).toEqual([1])
})

test('a log that was put back under a running server is refused, and has another epoch from then on', async () => {
  const world = `writers-${++worlds}`
  const log = await open(world)
  await append(log, 'a')
  const before = await log.head()
  await append(log, 'b')
  await postgres.run(`SET search_path = "world_${world}"; DELETE FROM event WHERE seq = 2;
    UPDATE head SET seq = 1, hash = '${before.hash}'`)
  await expect(append(log, 'c')).rejects.toThrow(/start the server anew/)
  await expect(log.check()).rejects.toThrow(LogUnavailable)
  const anew = await open(world)
  expect(anew.epoch).not.toBe(log.epoch)
  expect((await append(anew, 'c')).map(({ seq }) => seq)).toEqual([2])
  await expect(append(log, 'd')).rejects.toThrow(/start the server anew/)
})
