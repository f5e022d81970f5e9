import type { DatabaseSync } from 'node:sqlite'

/** Rows that versions wrote one by one stand here; since then rows stand in batches. */
export const olderRows = 'event_row'

/** What a version that looks for rows in a table `event` says instead of taking the log for empty. */
const refusal = 'no table event: a newer version wrote this log, see Back again in docs/deploy.md'

/** Opens the door to the tables: durable commits, one writer, readers undisturbed. */
export function migrate(db: DatabaseSync): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
  `)
  db.exec('BEGIN')
  if (isTable(db, 'event')) db.exec(`ALTER TABLE event RENAME TO ${olderRows}`)
  db.exec(`
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS batch (
      last INTEGER PRIMARY KEY,
      recorded TEXT NOT NULL,
      hashes BLOB NOT NULL,
      bodies TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS statement (name INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
    CREATE VIEW IF NOT EXISTS event AS SELECT * FROM "${refusal}";
    CREATE TABLE IF NOT EXISTS archive (number INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS checkpoint (
      day TEXT PRIMARY KEY,
      seq INTEGER NOT NULL,
      recorded TEXT NOT NULL,
      fold TEXT NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    COMMIT;
  `)
}

export function isTable(db: DatabaseSync, name: string): boolean {
  return db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(name) !== undefined
}

/** The table of rows that were written one by one, also in a file that no newer version has opened yet; undefined where there is none. */
export function olderTable(db: DatabaseSync): string | undefined {
  return [olderRows, 'event'].find((name) => isTable(db, name))
}

/** The last row from before there were batches, 0 where there is none. */
export function lastOlder(db: DatabaseSync): number {
  const older = olderTable(db)
  return older ? Number(db.prepare(`SELECT max(seq) AS seq FROM ${older}`).get()?.seq ?? 0) : 0
}
