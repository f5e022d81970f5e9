import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { entryOf } from './archive/archive.ts'
import type { Entry } from './archive/file.ts'
import type { ChainRow } from './chain.ts'
import type { Head } from './log.ts'
import { unpack, type Batch } from './sqlite-batch.ts'
import { isTable, lastOlder, olderTable } from './sqlite-schema.ts'

/** What an event is read from. */
export interface Row {
  seq: number
  recorded: string
  body: string
}

/** An event as its row has it. */
export function eventOf({ seq, recorded, body }: Row): RecordedEvent {
  return { ...(JSON.parse(body) as NewEvent), seq, recorded } as RecordedEvent
}

/** Every row after a number, in order, as it stands. */
export function* rowsOf(db: DatabaseSync, after = 0): Generator<ChainRow> {
  const older = olderTable(db)
  if (older) yield* iterate<ChainRow>(db, `SELECT * FROM ${older} WHERE seq > ? ORDER BY seq`, after)
  if (!isTable(db, 'batch')) return
  for (const batch of iterate<Batch>(db, 'SELECT * FROM batch WHERE last > ? ORDER BY last', after))
    for (const row of unpack(batch)) if (row.seq > after) yield row
}

function iterate<Row>(db: DatabaseSync, sql: string, after: number): Iterable<Row> {
  return db.prepare(sql).iterate(after) as Iterable<unknown> as Iterable<Row>
}

/** Up to so many rows after a number; all of them where `limit` is negative. */
export function someRows(db: DatabaseSync, after: number, limit: number): ChainRow[] {
  const rows: ChainRow[] = []
  if (limit === 0) return rows
  for (const row of rowsOf(db, after)) if (rows.push(row) === limit) break
  return rows
}

/** Notes that the log takes writes. */
export function mark(db: DatabaseSync): void {
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('checked', ?)").run(new Date().toISOString())
}

export function bytesOf(db: DatabaseSync): number {
  const pages = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name])
  return pages('page_count') * pages('page_size')
}

/** The log's name, given to it here where it has none. */
export function epochOf(db: DatabaseSync): string {
  db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)").run(randomUUID())
  return String(db.prepare("SELECT value FROM meta WHERE name = 'epoch'").get()?.value)
}

/** The newest row; undefined in an empty log. */
export function newestOf(db: DatabaseSync): Head | undefined {
  const last = db.prepare('SELECT * FROM batch ORDER BY last DESC LIMIT 1').get()
  const older = lastOlder(db)
  const row = last ? unpack(last as unknown as Batch).at(-1) : someRows(db, older - 1, 1)[0]
  return row && { seq: row.seq, hash: row.hash, recorded: row.recorded }
}

/** What a log notes of its archive files, in their order; a log of an older version has no such table. */
export function entriesOf(db: DatabaseSync): Entry[] {
  if (!isTable(db, 'archive')) return []
  return db
    .prepare('SELECT number, entry FROM archive ORDER BY number')
    .all()
    .map(({ number, entry }) => entryOf(Number(number), String(entry)))
}
