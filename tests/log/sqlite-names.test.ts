import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { emptyFolder } from '../http/running.ts'
import { numbers } from '../bench/mix.ts'
import { append, at, told } from './told.ts'

const seeds = (process.env.SEED ?? '31,32,33').split(',').map(Number)

function open(file: string): SqliteLog {
  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  return log
}

/** The files of a log as a crash leaves them. */
function crashed(file: string): string {
  const copy = join(emptyFolder(), 'log.db')
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end)
  return copy
}

function indexed(file: string, what = 'count(*) AS n FROM single'): number {
  const db = new DatabaseSync(file)
  const { n } = db.prepare(`SELECT ${what}`).get() as { n: number }
  db.close()
  return n
}

async function seqsOf(log: SqliteLog, ids: string[]): Promise<(number | undefined)[]> {
  let known: (number | undefined)[] = []
  await log.append(at(0), async (appending) => {
    known = await appending.known(ids.map((id) => told(id)))
    return []
  })
  return known
}

test('names without order move to the index while more come; known at every moment, and after a crash at any', async () => {
  const file = join(emptyFolder(), 'log.db')
  const log = open(file)
  const ids: string[] = []
  const places = [100, 33_000, 38_000]
  for (const place of places) {
    while (ids.length < place) {
      const some = Array.from({ length: Math.min(1_000, place - ids.length) }, () => randomUUID())
      await append(log, ...some)
      ids.push(...some)
    }
    const [first, middle, last] = [0, place >> 1, place - 1]
    const asked = [ids[first]!, ids[middle]!, ids[last]!, randomUUID()]
    expect(await seqsOf(log, asked)).toEqual([first + 1, middle + 1, last + 1, undefined])
    for (const id of asked.slice(0, 3)) await expect(append(log, 'new', id)).rejects.toThrow(LogUnavailable)
    // An append that failed opened the file anew: that is how what waited is found again.
    await append(log, `counted-${place}`)
    ids.push(`counted-${place}`)
    const copy = crashed(file)
    const inTable = indexed(copy)
    expect(inTable < ids.length && (place < 33_000 || inTable > 0), `${inTable} of ${place}`).toBe(true)
    const again = open(copy)
    expect(await seqsOf(again, asked)).toEqual([first + 1, middle + 1, last + 1, undefined])
    await again.close()
  }
  const copy = crashed(file)
  expect(verifyFile(copy)).toEqual({ rows: ids.length })
  const db = new DatabaseSync(copy)
  db.exec('UPDATE single SET name = name + 1 WHERE name = (SELECT max(name) FROM single)')
  db.close()
  expect(verifyFile(copy).reason).toMatch(/filed under another name/)
  await log.close()
  expect(verifyFile(file)).toEqual({ rows: ids.length })
}, 30_000)

test('counted names are in the index at once, also beside others that wait, and all are when the log is closed', async () => {
  const file = join(emptyFolder(), 'log.db')
  const log = open(file)
  const counted = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `n-${from + at}`)
  const runs = () => indexed(crashed(file), 'count(*) AS n FROM run')
  for (const [from, to] of [
    [0, 50],
    [50, 51],
    [51, 100],
  ] as const)
    await append(log, ...counted(from, to))
  expect(runs()).toBe(1)
  await append(log, ...Array.from({ length: 60 }, () => randomUUID()))
  await append(log, ...counted(100, 200))
  await append(log, 'n-250')
  expect([runs(), indexed(crashed(file))]).toEqual([2, 0])
  for (const id of ['n-7', 'n-199', 'n-250']) await expect(append(log, id)).rejects.toThrow(LogUnavailable)
  for (const first of [190, 240])
    await expect(append(log, ...counted(first, first + 20))).rejects.toThrow(/n-(190|250)/)
  // That failed, and the file is opened anew.
  expect(await seqsOf(log, ['n-0', 'n-99', 'n-100', 'n-199', 'n-200', 'n-250', 'n-00'])).toEqual([
    ...[1, 100, 161, 260, undefined, 261, undefined],
  ])
  await log.close()
  expect([runs(), indexed(file)]).toEqual([2, 61])
  expect(verifyFile(file)).toEqual({ rows: 261 })
})

test('counted names that meet others, counted before or told one by one, are refused; what they cannot stand for is known by itself', async () => {
  const file = join(emptyFolder(), 'log.db')
  const log = open(file)
  const every = (step: number, from: number, to: number, stem = 'n-') =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, at) => `${stem}${from + at * step}`)
  const told: string[] = []
  const take = async (ids: string[]) => told.push(...(await append(log, ...ids)).map(({ id }) => id))
  await take(every(2, 8_000, 8_032))
  await take(every(1, 300, 320))
  await take(every(1, 260, 290))
  await expect(append(log, ...every(1, 290, 305))).rejects.toThrow(/n-300/)
  await take(every(1, 1_000, 1_040))
  await take(every(2, 1_100, 1_132))
  await expect(append(log, ...every(1, 1_090, 1_110))).rejects.toThrow(/n-1100/)
  await expect(append(log, ...every(1, 7_980, 8_010))).rejects.toThrow(/n-8000/)
  await expect(append(log, ...every(1, 2_000, 2_040), 'n-8002')).rejects.toThrow(/n-8002/)
  await take(every(1, 7_980, 8_000))
  const digits = 10 ** 15
  await take(every(1, digits - 20, digits + 20, 'd'))
  await take(every(1, 0, 20, 'e00000000000000'))
  for (const half of ['\ud800', '\udbff']) await take(every(1, 0, 20, half))
  expect(await seqsOf(log, told)).toEqual(told.map((_, at) => at + 1))
  expect(await log.verify()).toEqual({ rows: told.length })
})

/** Groups of names as feeds tell them: counted up by several, padded or not, with gaps, or without order; some told before. */
function* groups(seed: number, count: number): Generator<string[]> {
  const random = numbers(seed)
  const below = (most: number) => Math.floor(random() * most)
  const feeds = ['a-', 'a-1', 'b', '', 'c-00', 'd:9999999999999', 'e-12345678901234567'].map((stem) => ({
    stem,
    next: below(12),
  }))
  for (let turn = 0; turn < count; turn++) {
    const group: string[] = []
    for (let part = 0; part <= below(3); part++) {
      const feed = feeds[below(feeds.length)]!
      if (random() < 0.3) feed.next += random() < 0.5 ? below(30) : -below(Math.min(30, feed.next + 1))
      const names = Array.from({ length: 1 + below(40) }, () => `${feed.stem}${feed.next++}`)
      group.push(...(random() < 0.2 ? [randomUUID()] : names))
    }
    yield group
  }
}

test.each(seeds)(
  'whatever feeds tell, each name is known by its row, and none is taken twice (seed %i)',
  async (seed) => {
    let file = join(emptyFolder(), 'log.db')
    let log = open(file)
    const rows = new Map<string, number>()
    let turn = 0
    for (const group of groups(seed, 150)) {
      const known = await seqsOf(log, [...group, `${group[0]}0`])
      expect(known, `seed ${seed}, turn ${turn}`).toEqual(
        [...group, `${group[0]}0`].map((id) => rows.get(id)),
      )
      const isNew = new Set(group).size === group.length && group.every((id) => !rows.has(id))
      if (isNew) for (const { id, seq } of await append(log, ...group)) rows.set(id, seq)
      else await expect(append(log, ...group)).rejects.toThrow(LogUnavailable)
      if (++turn % 25 > 0) continue
      expect(verifyFile(crashed(file)), `seed ${seed}, turn ${turn}`).toEqual({ rows: rows.size })
      await log.close()
      log = open(file)
    }
    const { n } = { n: indexed(crashed(file), 'count(*) AS n FROM run') }
    expect(n).toBeGreaterThan(5)
    expect(await log.verify()).toEqual({ rows: rows.size })
  },
)
