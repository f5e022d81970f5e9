import { copyFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { isStub } from '../../server/log/archive/archive.ts'
import { LogUnavailable } from '../../server/log/log.ts'
import { writeAsRows } from '../../server/log/sqlite-older.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { verifyFile } from '../../server/log/verify-file.ts'
import { Present } from '../../server/present.ts'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation } from '../../shared/situation/situation.ts'
import { ruang } from '../cli/command.ts'
import { emptyFolder } from '../http/running.ts'
import { openAsOlder, withoutRuns } from './older.ts'
import { append, at, told } from './told.ts'

const fixture = join(import.meta.dirname, '..', 'fixtures', 'logs', '0.1.0.jsonl')

test('a version opens the log of another, past its checkpoint, and leaves every row as it was for the way back', async () => {
  const file = join(emptyFolder(), 'log.db')
  const told = readFileSync(fixture, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordedEvent)
  const before = new SqliteLog(file)
  for (const { seq: _, recorded, ...event } of told)
    await before.append(recorded, async () => [event as NewEvent])
  const rows = await before.read(0, 1_000)
  const { recorded } = rows.at(-1)!
  // What another version folded is not ours to read: a wrong body must not be noticed.
  const body = new Uint8Array([1, 2, 3])
  await before.saveCheckpoint({ seq: rows.length, recorded, fold: 'another', body })
  await before.close()

  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  const present = await Present.open(log, {})
  const folded = createSituation()
  for (const event of rows) evolve(folded, event)
  expect(digest(present.situations.staff)).toBe(digest(folded))
  await present.checkpoint()
  await present.close()
  expect(await log.checkpoint('another')).toBeUndefined()
  expect(await log.read(0, 1_000)).toEqual(rows)
  expect(await log.verify()).toEqual({ rows: rows.length })
})

test('a log of rows is opened at once and gone on with: known, moved to files, verified; what wrote it refuses it then', async () => {
  const file = join(emptyFolder(), 'log.db')
  const older = Array.from({ length: 250 }, (_, id) => told(`${id}`))
  openAsOlder(file, older)
  expect(verifyFile(file)).toEqual({ rows: 250 })
  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  expect([log.epoch, (await log.head()).seq]).toEqual(['older', 250])
  await expect(append(log, 'new', '7')).rejects.toThrow(LogUnavailable)
  await append(log, ...Array.from({ length: 130 }, (_, id) => `${250 + id}`))
  let known: (number | undefined)[] = []
  await log.append(at(0), async (appending) => {
    known = await appending.known(['7', '249', '250', '379', '380'].map((id) => told(id)))
    return []
  })
  expect(known).toEqual([8, 250, 251, 380, undefined])
  const all = await log.read(0, -1)
  expect(all.map(({ seq, id }) => [seq, id])).toEqual(all.map((_, index) => [index + 1, `${index}`]))
  expect((await log.read(248, 4)).map(({ seq }) => seq)).toEqual([249, 250, 251, 252])
  const third = { kind: 'third', before: at(1), is: ({ id }: NewEvent) => Number(id) % 3 === 0 }
  expect(await log.archive(third)).toMatchObject({ from: 1, to: 379, count: 127 })
  expect(await log.read(0, -1)).toEqual(all)
  expect(await log.verify()).toEqual({ rows: 380 })
  await log.close()
  expect(() => openAsOlder(file)).toThrow()
  const again = new SqliteLog(file)
  expect(await again.verify()).toEqual({ rows: 380 })
  await again.close()
})

test('an index from before there were runs is gone on with, and what wrote it refuses it then', async () => {
  const file = join(emptyFolder(), 'log.db')
  const before = new SqliteLog(file)
  await append(before, 'a', 'b', 'n-7')
  await before.close()
  withoutRuns(file)
  expect(verifyFile(file)).toEqual({ rows: 3 })
  const back = join(emptyFolder(), 'log.db')
  copyFileSync(file, back)
  writeAsRows(back)
  expect(openAsOlder(back).map(({ id }) => id)).toEqual(['a', 'b', 'n-7'])
  const db = new DatabaseSync(file)
  onTestFinished(() => db.close())
  const log = new SqliteLog(file)
  onTestFinished(() => log.close())
  const counted = Array.from({ length: 40 }, (_, id) => `n-${id}`)
  for (const ids of [['b'], counted]) await expect(append(log, ...ids)).rejects.toThrow(LogUnavailable)
  await append(log, ...counted.slice(8))
  expect(await log.verify()).toEqual({ rows: 35 })
  expect(() => db.prepare('SELECT seq FROM statement WHERE name = 1').get()).toThrow(
    'a newer version wrote this log',
  )
})

test('ruang downgrade gives the log back to versions from before there were batches, and they give it back', async () => {
  const folder = emptyFolder()
  const file = join(folder, 'log.db')
  openAsOlder(file, [told('0')])
  const log = new SqliteLog(file)
  await append(log, ...Array.from({ length: 120 }, (_, id) => `${1 + id}`))
  await log.archive({ kind: 'some', before: at(1), is: ({ id }) => Number(id) > 100 })
  const all = await log.read(0, -1)
  await log.close()
  expect(await ruang(folder, ['downgrade'])).toMatchObject({
    code: 0,
    out: 'real: 121 events, the chain is whole\n',
  })
  const rows = openAsOlder(file, [told('121')])
  expect(rows.map(({ seq, id, source }) => [seq, id, source])).toEqual(
    rows.map((_, at) => [at + 1, `${at}`, '/test']),
  )
  expect(rows.filter(({ body }) => isStub(String(body))).length).toBe(20)
  expect((await ruang(folder, ['downgrade'])).code).toBe(0)
  const again = new SqliteLog(file)
  onTestFinished(() => again.close())
  expect((await again.read(0, -1)).slice(0, -1)).toEqual(all)
  await append(again, '122')
  await expect(append(again, '121')).rejects.toThrow(LogUnavailable)
  expect(await again.verify()).toEqual({ rows: 123 })
})
