import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { Present } from '../../server/present.ts'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation } from '../../shared/situation/situation.ts'
import { emptyFolder } from '../http/running.ts'

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
