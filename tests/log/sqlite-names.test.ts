import { randomUUID } from 'node:crypto'
import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { LogUnavailable } from '../../server/log/log.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { emptyFolder } from '../http/running.ts'
import { append, at, told } from './told.ts'

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

function indexed(file: string): number {
  const db = new DatabaseSync(file)
  const { n } = db.prepare('SELECT count(*) AS n FROM statement').get() as { n: number }
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
  db.exec('UPDATE statement SET name = name + 1 WHERE name = (SELECT max(name) FROM statement)')
  db.close()
  expect(verifyFile(copy).reason).toMatch(/filed under another name/)
  await log.close()
  expect(verifyFile(file)).toEqual({ rows: ids.length })
}, 30_000)

test('counted names are in the index at once, also beside others that wait, and all are when the log is closed', async () => {
  const file = join(emptyFolder(), 'log.db')
  const log = open(file)
  await append(log, ...Array.from({ length: 100 }, (_, id) => `n-${id}`))
  expect(indexed(crashed(file))).toBe(100)
  await append(log, ...Array.from({ length: 60 }, () => randomUUID()))
  await append(log, ...Array.from({ length: 100 }, (_, id) => `n-${100 + id}`))
  expect(indexed(crashed(file))).toBe(200)
  await expect(append(log, 'n-7')).rejects.toThrow(LogUnavailable)
  // That failed, and the file is opened anew.
  await log.read(0, 1)
  await log.close()
  expect(indexed(file)).toBe(260)
  expect(verifyFile(file)).toEqual({ rows: 260 })
})
