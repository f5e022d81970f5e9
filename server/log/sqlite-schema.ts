import type { DatabaseSync } from 'node:sqlite'

/** Rows that versions wrote one by one stand here; since then rows stand in batches. */
export const olderRows = 'event_row'

/** Names that are not counted up stand here; in a table `statement` all did before there were runs. */
export const singles = 'single'

/** What a version that looks for rows or names in a table of before says instead of taking the log for empty. */
const refusal = (table: string) =>
  `CREATE VIEW IF NOT EXISTS ${table} AS SELECT * FROM "no table ${table}: a newer version wrote this log, see Back again in docs/deploy.md";`

/** Opens the door to the tables: durable commits, one writer, readers undisturbed. */
export function migrate(db: DatabaseSync): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
  `)
  db.exec('BEGIN')
  if (isTable(db, 'event')) db.exec(`ALTER TABLE event RENAME TO ${olderRows}`)
  // Nothing can be renamed beside a view of nothing.
  if (isTable(db, 'statement')) db.exec('DROP VIEW IF EXISTS event; ALTER TABLE statement RENAME TO single')
  db.exec(`
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS batch (
      last INTEGER PRIMARY KEY,
      recorded TEXT NOT NULL,
      hashes BLOB NOT NULL,
      bodies TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS single (name INTEGER PRIMARY KEY, seq INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS run (
      stem TEXT NOT NULL,
      first INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      count INTEGER,
      PRIMARY KEY (stem, first)
    ) STRICT, WITHOUT ROWID;
    ${refusal('event')}
    ${refusal('statement')}
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

/** The table of names one by one, also in a file that no newer version has opened yet; undefined where there is none. */
export function singlesTable(db: DatabaseSync): string | undefined {
  return [singles, 'statement'].find((name) => isTable(db, name))
}

/** The last row from before there were batches, 0 where there is none. */
export function lastOlder(db: DatabaseSync): number {
  const older = olderTable(db)
  return older ? Number(db.prepare(`SELECT max(seq) AS seq FROM ${older}`).get()?.seq ?? 0) : 0
}

/** The last row up to which no name waits for its place in the index; 0 where nothing that can be read is noted. */
export const indexedOf = (db: DatabaseSync): number =>
  Number(db.prepare("SELECT value FROM meta WHERE name = 'indexed'").get()?.value) || 0
