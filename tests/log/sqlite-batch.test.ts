import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { chainHash, genesis, type ChainRow } from '../../server/log/chain.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { pack, unpack } from '../../server/log/sqlite-batch.ts'
import { keyOf } from '../../server/log/sqlite-key.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { numbers } from '../bench/mix.ts'
import { emptyFolder } from '../http/running.ts'
import { append, at, told } from './told.ts'

const seeds = (process.env.SEED ?? '21,22,23').split(',').map(Number)
const odd = ['é🌊', '\n', '"\\', '\u2028', '@1', '\ud83c', '\0', ' ', 'ibu', '{}']

/** A log in a file that is closed when the test is over. */
function open(file = join(emptyFolder(), 'log.db')): { log: SqliteLog; file: string } {
  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  return { log, file }
}

const query = (file: string, sql: string, ...values: (string | number | Uint8Array)[]) => {
  const db = new DatabaseSync(file)
  try {
    return db.prepare(sql).all(...values)
  } finally {
    db.close()
  }
}

describe('a batch', () => {
  test.each(seeds)(
    'gives back every row as it was, with its text or the stub and its name (seed %i)',
    (seed) => {
      const random = numbers(seed)
      const below = (most: number) => Math.floor(random() * most)
      const word = () => Array.from({ length: 1 + below(4) }, () => odd[below(odd.length)]!).join('')
      for (let round = 0; round < 200; round++) {
        let [seq, hash] = [below(1e6), genesis]
        const recorded = at(below(60))
        const rows = Array.from({ length: 1 + below(120) }, (): ChainRow => {
          const event = told(word(), { source: word(), subject: word() })
          const body = JSON.stringify(event)
          hash = chainHash(hash, ++seq, recorded, body)
          if (random() < 0.5) return { seq, recorded, body, hash }
          return { seq, recorded, body: `@${1 + below(999)}`, source: event.source, id: event.id, hash }
        }) as [ChainRow, ...ChainRow[]]
        expect(unpack(pack(rows))).toEqual(rows)
      }
    },
  )

  test.each(seeds)(
    'of which one bit was changed, or its index, is found by verify (seed %i)',
    async (seed) => {
      const random = numbers(seed)
      const below = (most: number) => Math.floor(random() * most)
      const { log, file } = open()
      for (let turn = 0, id = 0; turn < 6; turn++)
        await append(log, ...Array.from({ length: 1 + below(9) }, () => `${id++}-${odd[below(odd.length)]!}`))
      for (let turn = 0, id = 0; turn < 3; turn++, id += below(3) * 16)
        await append(log, ...Array.from({ length: 16 + below(9) }, () => `n${id++}`))
      await append(log, 'last')
      await log.archive({ kind: 'some', before: at(1), is: ({ id }) => Number.parseInt(id, 10) % 3 === 0 }, 7)
      await log.close()
      const { rows } = verifyFile(file)
      for (let round = 0; round < 60; round++) {
        const [table, key] =
          random() < 0.7 ? ['batch', 'last'] : random() < 0.5 ? ['single', 'name'] : ['run', 'seq']
        const all = query(file, `SELECT ${key} AS row, * FROM ${table}`)
        const { row, ...before } = all[below(all.length)]! as { row: number } & Record<
          string,
          string | number | Uint8Array
        >
        const column = Object.keys(before)[below(Object.keys(before).length)]!
        const value = flipped(before[column]!, below)
        if (value === undefined || (column === key && all.some((one) => one[key] === value))) continue
        query(file, `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, value, row)
        const now = column === key ? Number(value) : row
        expect(
          verifyFile(file).bad,
          `seed ${seed}, round ${round}: ${column} of ${table} ${row}`,
        ).toBeGreaterThan(0)
        query(file, `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, before[column]!, now)
      }
      expect(verifyFile(file)).toEqual({ rows })
    },
  )

  test('of a large group is one of several, each read by itself, and a text beyond its size stands alone', async () => {
    const { log, file } = open()
    const ids = Array.from({ length: 250 }, (_, id) => `${id}`)
    await append(log, ...ids)
    const huge = 'x'.repeat(100_000)
    await append(log, `a${huge}`, `b${huge}`, 'c')
    expect(query(file, 'SELECT last FROM batch').map(({ last }) => last)).toEqual([
      100, 200, 250, 251, 252, 253,
    ])
    expect((await log.read(99, 2)).map(({ id }) => id)).toEqual(['99', '100'])
    expect((await log.read(248, 3)).map(({ seq }) => seq)).toEqual([249, 250, 251])
    expect(await log.verify()).toEqual({ rows: 253 })
  })
})

/** A value with one bit changed; undefined where the change leaves no text at all. */
function flipped(value: string | number | Uint8Array, below: (most: number) => number) {
  if (typeof value === 'number') {
    const bit = 2 ** below(20)
    return Math.floor(value / bit) % 2 === 1 ? value - bit : value + bit
  }
  const bytes = Buffer.from(value as string)
  const place = below(bytes.length)
  bytes[place] = bytes[place]! ^ (1 << below(8))
  return typeof value === 'string' ? bytes.toString() : bytes
}

describe('the index of statements', () => {
  test('tells statements apart that have the same key, and still knows each', async () => {
    const { log: first, file } = open()
    await append(first, 'a')
    await first.close()
    // Where b belongs stands a: as if their keys were the same.
    const insert = 'INSERT INTO single (name, seq) VALUES (?, ?)'
    query(file, insert, keyOf(told('b')), 1)
    query(file, insert, keyOf(told('y7')), 1)
    const { log } = open(file)
    await append(log, 'b')
    await append(log, ...Array.from({ length: 60 }, (_, id) => `y${id}`))
    const asked = ['a', 'b', 'c', 'y7', 'y59', 'y60'].map((id) => told(id))
    let known: (number | undefined)[] = []
    await log.append(at(0), async (appending) => ((known = await appending.known(asked)), []))
    expect(known).toEqual([1, 2, undefined, 10, 62, undefined])
    await expect(append(log, 'b')).rejects.toThrow(LogUnavailable)
    await expect(append(log, 'y7')).rejects.toThrow(LogUnavailable)
  })

  test.each(['log.db', ':memory:'])(
    'refuses a group that says the same twice, of 3 and of 150 (%s)',
    async (name) => {
      const { log } = open(name === 'log.db' ? join(emptyFolder(), name) : name)
      await expect(append(log, 'a', 'b', 'a')).rejects.toThrow(LogUnavailable)
      // What was written of it then is forgotten, too.
      await append(log, 'c', 'd', 'b')
      await expect(append(log, 'c')).rejects.toThrow(LogUnavailable)
      await append(log, 'a')
      const many = Array.from({ length: 150 }, (_, id) => `${id}`)
      await expect(append(log, ...many.slice(0, 149), '7')).rejects.toThrow(LogUnavailable)
      expect((await append(log, ...many)).length).toBe(150)
      expect(await log.verify()).toEqual({ rows: 154 })
    },
  )

  test('has hardly two keys alike among 200,000 of each kind of name, and counted ids lie side by side', () => {
    const random = numbers(7)
    const hex = () =>
      Math.floor(random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
    const kinds: ((at: number) => { source: string; id: string })[] = [
      (at) => ({ source: '/lapor', id: `s-${at}` }),
      (at) => ({ source: `/gauge/${at % 50}`, id: new Date(1.7e12 + at * 600_000).toISOString() }),
      () => ({ source: '/bpbd', id: `${hex()}-${hex().slice(4)}-${hex()}${hex()}` }),
    ]
    for (const kind of kinds) {
      const keys = new Set(Array.from({ length: 200_000 }, (_, at) => keyOf(kind(at))))
      expect(200_000 - keys.size).toBeLessThanOrEqual(20)
      for (const key of keys) if (!Number.isSafeInteger(key) || key < 0) throw new Error(`${key}`)
    }
    const pages = new Set(
      Array.from({ length: 100 }, (_, at) => Math.floor(keyOf(kinds[0]!(5_100 + at)) / 2 ** 24)),
    )
    expect(pages.size).toBe(1)
  })
})
