import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Plain } from '../../shared/events/take-out.ts'

/** A fresh, unguessable reference of a vault record. */
export function newReference(): string {
  return `v_${randomBytes(12).toString('base64url')}`
}

function seal(key: Uint8Array, text: string | Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function unseal(key: Uint8Array, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(12, 28))
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()])
}

/**
 * Personal data outside the log: each record encrypted (AES-256-GCM) with a key of its own, which is wrapped by the
 * installation's key. Erasing destroys the record's key: the log and its chain stay whole.
 */
export class Vault {
  readonly #db: DatabaseSync
  readonly #master: Uint8Array

  constructor(file: string, master: Uint8Array) {
    this.#master = master
    this.#db = new DatabaseSync(file)
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS record (
        reference TEXT PRIMARY KEY,
        key BLOB,
        body BLOB NOT NULL,
        erased TEXT
      ) STRICT;
    `)
  }

  /** Writes the records durably, all or none. */
  keep(records: { reference: string; fields: Plain }[]): void {
    const insert = this.#db.prepare('INSERT INTO record (reference, key, body) VALUES (?, ?, ?)')
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      for (const { reference, fields } of records) {
        const key = randomBytes(32)
        insert.run(reference, seal(this.#master, key), seal(key, JSON.stringify(fields)))
      }
      this.#db.exec('COMMIT')
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  /** The fields taken out of an event, by their path; `erased` when they were erased; undefined when there is no such record. */
  read(reference: string): Plain | 'erased' | undefined {
    const row = this.#db.prepare('SELECT key, body FROM record WHERE reference = ?').get(reference)
    if (!row) return undefined
    if (!(row.key instanceof Uint8Array) || !(row.body instanceof Uint8Array)) return 'erased'
    return JSON.parse(unseal(unseal(this.#master, row.key), row.body).toString()) as Plain
  }

  /** Destroys the record's key; answers whether there was one. */
  erase(reference: string, at: string): boolean {
    const done = this.#db
      .prepare("UPDATE record SET key = NULL, body = x'', erased = ? WHERE reference = ? AND key IS NOT NULL")
      .run(at, reference)
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return done.changes > 0
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
