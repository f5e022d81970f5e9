import { DatabaseSync } from 'node:sqlite'
import { named } from './sqlite-batch.ts'
import { rowsOf } from './sqlite-rows.ts'
import { lastOlder, migrate, olderRows, olderTable } from './sqlite-schema.ts'

/**
 * Writes a SQLite log that nobody has open in the form that versions from before there were batches read: a row per event,
 * nothing lost, hashes and epoch as they are. All of it or nothing; the next start of this version goes on from there.
 */
export function writeAsRows(file: string): void {
  const db = new DatabaseSync(file)
  try {
    if (olderTable(db) === 'event') return
    migrate(db)
    db.exec('BEGIN IMMEDIATE')
    fill(db)
    db.exec(
      `DROP VIEW event; DROP VIEW statement; ALTER TABLE ${olderRows} RENAME TO event;
       DROP TABLE batch; DROP TABLE single; DROP TABLE run; COMMIT`,
    )
  } finally {
    db.close()
  }
}

function fill(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS ${olderRows} (
      seq INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      id TEXT NOT NULL,
      recorded TEXT NOT NULL,
      body TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS event_statement ON ${olderRows} (source, id);
  `)
  const insert = db.prepare(
    `INSERT INTO ${olderRows} (seq, source, id, recorded, body, hash) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  for (const row of rowsOf(db, lastOlder(db))) {
    const { seq, source, id, recorded, body, hash } = named(row)
    insert.run(seq, source, id, recorded, body, hash)
  }
}
