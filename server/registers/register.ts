import { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { Log } from '../log/log.ts'

/** A table derived from the log, rebuildable at any time and never the truth. A new `version` rebuilds it. */
export interface RegisterShape {
  name: string
  version: number
  /** SQL that makes its tables, all named NAME or NAME_…. */
  tables: string
  drop: string
  /** Which events it notes anything of; left out: all. The others cost it no write. */
  concerns?: (event: RecordedEvent) => boolean
}

/** So many events that do not concern a register are passed over before its cursor is written: a start reads them again. */
const mostPassedOver = 1_000
const retryMs = 1_000

/** An open register: its database, and how it is brought along with the log. */
export interface Register {
  db: DatabaseSync
  stop: () => void
}

/** Opens a register in its own file, starts over when the log or the version is another, and follows the log from its cursor. */
export function openRegister(
  file: string,
  log: Log,
  shape: RegisterShape,
  apply: (db: DatabaseSync) => (event: RecordedEvent) => void,
): Register {
  const db = new DatabaseSync(file)
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, version INTEGER, epoch TEXT, seq INTEGER) STRICT;
  `)
  const row = db.prepare('SELECT version, epoch, seq FROM cursor WHERE name = ?').get(shape.name)
  const same = row?.version === shape.version && row.epoch === log.epoch
  if (!same) {
    db.exec(shape.drop)
    db.prepare('INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, 0)').run(shape.name, shape.version, log.epoch)
  }
  db.exec(shape.tables)
  const one = apply(db)
  const move = db.prepare('UPDATE cursor SET seq = ? WHERE name = ?')
  let cursor = same ? Number(row.seq) : 0
  let written = cursor
  const write = (events: RecordedEvent[]) => {
    const noted = shape.concerns ? events.filter(shape.concerns) : events
    const last = events.at(-1)?.seq ?? cursor
    if (noted.length === 0 && last - written < mostPassedOver) {
      cursor = last
      return
    }
    db.exec('BEGIN')
    try {
      for (const event of noted) one(event)
      cursor = written = last
      // Not `run`: its answer names the last row written, and one of FTS5's own is beyond what it can say.
      move.get(cursor, shape.name)
      db.exec('COMMIT')
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      cursor = written = Number(db.prepare('SELECT seq FROM cursor WHERE name = ?').get(shape.name)?.seq)
      throw error
    }
  }
  /** The newest seq that was offered, and whether it is being read up to there. */
  let newest = cursor
  let reading = false
  let retry = 0
  const catchUp = async () => {
    if (reading || performance.now() < retry) return
    reading = true
    try {
      while (cursor < newest && db.isOpen) {
        const events = await log.read(cursor, 2_000)
        if (!db.isOpen || events.length === 0) return
        // While it was read, another turn may have come further.
        if (events[0]?.seq === cursor + 1) write(events)
      }
    } catch {
      // What fails once may fail again: it reads the log no more than once a second.
      retry = performance.now() + retryMs
    } finally {
      reading = false
    }
  }
  const stop = log.follow(cursor, (events) => {
    newest = events.at(-1)?.seq ?? newest
    try {
      if (events[0]?.seq === cursor + 1) write(events)
      else void catchUp()
    } catch {
      // It lags behind and catches up from its cursor with the next events: the log never waits for a register.
    }
  })
  return {
    db,
    stop: () => {
      stop()
      if (!db.isOpen) return
      // What was passed over is not read again at the next start: it may lie in archive files by then.
      move.get(cursor, shape.name)
      db.close()
    },
  }
}
