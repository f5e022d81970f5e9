import { createHash, randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { Role } from './caller.ts'

const validMs = 24 * 3_600_000

/** Whom a one-time link lets set a password, and as what. */
export interface Invitation {
  email: string
  name: string
  role: Role
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** One-time links: 32 random bytes of which only the SHA-256 is stored; good for 24 hours and one use. */
export class Links {
  readonly #db: DatabaseSync

  constructor(db: DatabaseSync) {
    this.#db = db
    db.exec(`CREATE TABLE IF NOT EXISTS link (
      hash TEXT PRIMARY KEY,
      email TEXT NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      expires TEXT NOT NULL
    ) STRICT`)
  }

  /** Makes the token of a link; an earlier link of the same person is void. */
  create({ email, name, role }: Invitation, now = Date.now()): string {
    const token = randomBytes(32).toString('base64url')
    this.#db.prepare('DELETE FROM link WHERE email = ? OR expires <= ?').run(email, iso(now))
    this.#db
      .prepare('INSERT INTO link (hash, email, name, role, expires) VALUES (?, ?, ?, ?, ?)')
      .run(sha256(token), email, name, role, iso(now + validMs))
    return token
  }

  /** Whom the link is for; undefined when it is unknown, used or over. */
  look(token: string, now = Date.now()): Invitation | undefined {
    return this.#read('SELECT * FROM link WHERE hash = ? AND expires > ?', token, now)
  }

  /** The same, and the link is used up by it. */
  use(token: string, now = Date.now()): Invitation | undefined {
    return this.#read('DELETE FROM link WHERE hash = ? AND expires > ? RETURNING *', token, now)
  }

  #read(sql: string, token: string, now: number): Invitation | undefined {
    const row = this.#db.prepare(sql).get(sha256(token), iso(now))
    return row && { email: String(row.email), name: String(row.name), role: String(row.role) as Role }
  }

  /** Takes back the links of a person. */
  revoke(email: string): void {
    this.#db.prepare('DELETE FROM link WHERE email = ?').run(email)
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
