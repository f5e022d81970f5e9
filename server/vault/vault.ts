import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Plain } from '../../shared/events/take-out.ts'
import { allOrNone, durable } from '../log/durable.ts'

/** A fresh, unguessable reference of a vault record. */
export function newReference(): string {
  // A UUID comes from a stock of random bytes: one is made for every statement that is read.
  return `v_${randomUUID().replaceAll('-', '')}`
}

const mostTried = 1 << 20

/** AES-256-GCM with a fresh nonce: nonce, tag, body. */
export function seal(key: Uint8Array, text: string | Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

/** Throws where the key is another or a bit was changed. */
export function unseal(key: Uint8Array, sealed: Uint8Array): Buffer {
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
  /** Bytes that found no room the last time. */
  #refused = 0

  constructor(file: string, master: Uint8Array) {
    this.#master = master
    this.#db = new DatabaseSync(file)
    this.#db.exec(`
      ${durable}
      PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS record (
        reference TEXT PRIMARY KEY,
        key BLOB,
        body BLOB NOT NULL,
        erased TEXT,
        world TEXT NOT NULL
      ) STRICT;
    `)
  }

  /** Writes the records of a world durably, all or none. */
  keep(records: { reference: string; fields: Plain }[], world = 'real'): void {
    const insert = this.#db.prepare('INSERT INTO record (reference, key, body, world) VALUES (?, ?, ?, ?)')
    try {
      allOrNone(this.#db, () => {
        for (const { reference, fields } of records) {
          const key = randomBytes(32)
          insert.run(reference, seal(this.#master, key), seal(key, JSON.stringify(fields)), world)
        }
      })
    } catch (error) {
      this.#refused = Math.min(mostTried, JSON.stringify(records).length)
      throw error
    }
  }

  /**
   * The fields taken out of an event, by their path; `erased` when they were erased; undefined when there is no such
   * record of that world: what is read in one world is not noted in the log of another.
   */
  read(reference: string, world = 'real'): Plain | 'erased' | undefined {
    const row = this.#db
      .prepare('SELECT key, body FROM record WHERE reference = ? AND world = ?')
      .get(reference, world)
    if (!row) return undefined
    if (!(row.key instanceof Uint8Array) || !(row.body instanceof Uint8Array)) return 'erased'
    return JSON.parse(unseal(unseal(this.#master, row.key), row.body).toString()) as Plain
  }

  /**
   * Destroys the record's key; answers whether there was one. Throws when somebody who reads the file keeps its old
   * bytes from being wiped: the record is erased all the same, and asking again wipes them.
   */
  erase(reference: string, at: string): boolean {
    const done = this.#db
      .prepare("UPDATE record SET key = NULL, body = x'', erased = ? WHERE reference = ? AND key IS NOT NULL")
      .run(at, reference)
    this.#db.exec('PRAGMA busy_timeout = 0')
    const wiped = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
    this.#db.exec('PRAGMA busy_timeout = 5000')
    if (wiped?.busy !== 0) throw new Error('erased, but its old bytes are not wiped yet: erase it again')
    return done.changes > 0
  }

  /** Writes durably, as much as was refused the last time. Throws where that finds no room either. */
  check(): void {
    this.#db.exec(
      'CREATE TABLE IF NOT EXISTS tried (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT, body BLOB) STRICT',
    )
    const write = this.#db.prepare('INSERT OR REPLACE INTO tried (one, at, body) VALUES (1, ?, zeroblob(?))')
    const now = new Date().toISOString()
    write.run(now, this.#refused)
    if (this.#refused > 0) write.run(now, 0)
    this.#refused = 0
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
