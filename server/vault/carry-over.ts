import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import type pg from 'pg'
import { poolOfVault } from './vault-pool.ts'
import { Vault } from './vault.ts'

/**
 * Takes the records of a vault.db along to PostgreSQL, as they are wrapped; once they stand there they are wiped from the
 * file, so that erasing a record there leaves none behind.
 */
export async function carryOver(file: string, pool: pg.Pool): Promise<void> {
  if (!existsSync(file)) return
  const db = new DatabaseSync(file)
  try {
    const there = db.prepare("SELECT 1 AS one FROM sqlite_master WHERE name = 'record'").get()
    const rows = there ? db.prepare('SELECT reference, key, body, erased, world FROM record').all() : []
    if (rows.length === 0) return
    const column = (name: string) => rows.map((row) => row[name])
    const bytes = (name: string) =>
      rows.map(({ [name]: value }) => (value instanceof Uint8Array ? Buffer.from(value) : null))
    await pool.query(
      `INSERT INTO vault.record (reference, key, body, erased, world)
       SELECT * FROM unnest($1::text[], $2::bytea[], $3::bytea[], $4::text[], $5::text[]) ON CONFLICT DO NOTHING`,
      [column('reference'), bytes('key'), bytes('body'), column('erased'), column('world')],
    )
    db.exec('PRAGMA secure_delete = ON; DELETE FROM record; PRAGMA wal_checkpoint(TRUNCATE)')
  } finally {
    db.close()
  }
}

/** Copies the common vault into a new vault.db, each record wrapped as it is: for a backup. Rejects with LogUnavailable. */
export async function copyVault(url: string, file: string): Promise<void> {
  const pool = await poolOfVault(url)
  new Vault(file, new Uint8Array(32)).close()
  const db = new DatabaseSync(file)
  try {
    const { rows } = await pool.query<Record<string, SQLInputValue>>('SELECT * FROM vault.record')
    const insert = db.prepare(
      'INSERT INTO record (reference, key, body, erased, world) VALUES (?, ?, ?, ?, ?)',
    )
    db.exec('BEGIN')
    for (const { reference, key, body, erased, world } of rows)
      insert.run(...[reference, key, body, erased, world].map((value) => value ?? null))
    db.exec('COMMIT')
  } finally {
    db.close()
    await pool.end()
  }
}
