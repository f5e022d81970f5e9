import type { DatabaseSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { entryOf } from './archive/archive.ts'
import type { Entry } from './archive/file.ts'
import { chainHash } from './chain.ts'
import { jsonCopy } from './json-copy.ts'
import type { Checkpoint, Head } from './log.ts'
import { insertion } from './sqlite-insert.ts'

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

export const prepared = (db: DatabaseSync) => ({
  insert: insertion(db),
  find: db.prepare('SELECT seq FROM event WHERE source = ? AND id = ?'),
  range: db.prepare('SELECT seq, recorded, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?'),
  keepHead: db.prepare(`INSERT INTO meta (name, value) VALUES ('head', ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`),
})

/**
 * The seq of each statement that is known, in the order asked. In one transaction: each look-up by itself would lock the
 * file and let it go again, which takes longer than to find.
 */
export function findAll(
  db: DatabaseSync,
  { find }: Pick<ReturnType<typeof prepared>, 'find'>,
  asked: readonly { source: string; id: string }[],
): (number | undefined)[] {
  db.exec('BEGIN')
  try {
    return asked.map(({ source, id }) => find.get(source, id)?.seq as number | undefined)
  } finally {
    if (db.isTransaction) db.exec('COMMIT')
  }
}

/** Writes events after a head, chained to it; answers the new head, and each event as every later reader gets it. */
export function insertAfter(
  { insert, keepHead }: ReturnType<typeof prepared>,
  head: Head,
  events: readonly NewEvent[],
  recorded: string,
): { head: Head; written: RecordedEvent[] } {
  let { seq, hash } = head
  const rows = events.map((event) => {
    const body = JSON.stringify(event)
    hash = chainHash(hash, ++seq, recorded, body)
    return { seq, source: event.source, id: event.id, body, hash }
  })
  insert(recorded, rows)
  keepHead.get(`${seq} ${hash}`)
  // As it will be read from its text, and nobody else holds it.
  const written = events.map((event, at) => ({
    ...(jsonCopy(event) as NewEvent),
    seq: head.seq + at + 1,
    recorded,
  }))
  return { head: { seq, hash, recorded }, written: written as RecordedEvent[] }
}

/** Keeps a checkpoint, one a day; those of other folds end with it. */
export function keepCheckpoint(db: DatabaseSync, { seq, recorded, fold, body }: Checkpoint): void {
  db.prepare('INSERT OR REPLACE INTO checkpoint (day, seq, recorded, fold, body) VALUES (?, ?, ?, ?, ?)').run(
    recorded.slice(0, 10),
    ...[seq, recorded, fold, body],
  )
  db.prepare('DELETE FROM checkpoint WHERE fold <> ?').run(fold)
}

export function findCheckpoint(db: DatabaseSync, fold: string, at: string): Checkpoint | undefined {
  return db
    .prepare('SELECT * FROM checkpoint WHERE fold = ? AND recorded <= ? ORDER BY seq DESC LIMIT 1')
    .get(fold, at) as unknown as Checkpoint | undefined
}

/** Notes that the log takes writes. */
export function mark(db: DatabaseSync): void {
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('checked', ?)").run(new Date().toISOString())
}

export function bytesOf(db: DatabaseSync): number {
  const pages = (name: string) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name])
  return pages('page_count') * pages('page_size')
}

/** The newest row; undefined in an empty log. */
export function newestOf(db: DatabaseSync): Head | undefined {
  const last = db.prepare('SELECT seq, recorded, hash FROM event ORDER BY seq DESC LIMIT 1').get()
  return last && { seq: Number(last.seq), hash: String(last.hash), recorded: String(last.recorded) }
}

/** What a log notes of its archive files, in their order; a log of an older version has no such table. */
export function entriesOf(db: DatabaseSync): Entry[] {
  const there = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'archive'").get()
  if (!there) return []
  return db
    .prepare('SELECT number, entry FROM archive ORDER BY number')
    .all()
    .map(({ number, entry }) => entryOf(Number(number), String(entry)))
}
