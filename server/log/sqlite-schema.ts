import type { DatabaseSync } from 'node:sqlite'

/** Opens the door to the tables: durable commits, one writer, readers undisturbed. */
export function migrate(db: DatabaseSync): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
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
  `)
}
