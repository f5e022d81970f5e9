import { DatabaseSync } from 'node:sqlite'
import { chainHash, genesis } from '../../server/log/chain.ts'
import type { NewEvent } from '../../shared/events/types.ts'

/** What versions from before there were batches do when they open a log, word for word. */
const opening = `
  BEGIN;
  CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS event (
    seq INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    id TEXT NOT NULL,
    recorded TEXT NOT NULL,
    body TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS event_statement ON event (source, id);
  CREATE TABLE IF NOT EXISTS archive (number INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS checkpoint (
    day TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    recorded TEXT NOT NULL,
    fold TEXT NOT NULL,
    body BLOB NOT NULL
  ) STRICT;
  COMMIT;
  INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', 'older');
`

/** Opens a log as such a version does, tells it more, and answers what then stands in it. */
export function openAsOlder(file: string, events: NewEvent[] = [], recorded = '2026-03-30T02:00:00.000Z') {
  const db = new DatabaseSync(file)
  try {
    db.exec('PRAGMA journal_mode = WAL')
    db.exec(opening)
    const insert = db.prepare(
      'INSERT INTO event (seq, source, id, recorded, body, hash) VALUES (?, ?, ?, ?, ?, ?)',
    )
    const last = db.prepare('SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1').get()
    let [seq, hash] = [Number(last?.seq ?? 0), String(last?.hash ?? genesis)]
    for (const event of events) {
      const body = JSON.stringify(event)
      hash = chainHash(hash, ++seq, recorded, body)
      insert.run(seq, event.source, event.id, recorded, body, hash)
    }
    if (seq > 0)
      db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('head', ?)").run(`${seq} ${hash}`)
    return db.prepare('SELECT seq, source, id, recorded, body FROM event ORDER BY seq').all()
  } finally {
    db.close()
  }
}

/** Brings a log without runs into the form of versions that knew none. */
export function withoutRuns(file: string): void {
  const db = new DatabaseSync(file)
  const [view] = db.prepare("SELECT sql FROM sqlite_master WHERE name = 'event'").all()
  db.exec(`DROP VIEW statement; DROP VIEW event; ALTER TABLE single RENAME TO statement; DROP TABLE run; ${view?.sql};
    UPDATE meta SET value = (SELECT max(last) FROM batch) WHERE name = 'indexed'`)
  db.close()
}
