import { createHash, randomBytes } from 'node:crypto'
import type { Role } from './caller.ts'
import type { Row, Store } from './store.ts'

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
  readonly #store: Store
  #table: Promise<unknown> | undefined

  constructor(store: Store) {
    this.#store = store
  }

  async #all(sql: string, ...values: string[]): Promise<Row[]> {
    this.#table ??= this.#store.all(
      'CREATE TABLE IF NOT EXISTS link (hash TEXT PRIMARY KEY, email TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, expires TEXT NOT NULL)',
    )
    await this.#table
    return this.#store.all(sql, ...values)
  }

  /** Makes the token of a link; an earlier link of the same person is void. */
  async create({ email, name, role }: Invitation, now = Date.now()): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    await this.#all('DELETE FROM link WHERE email = ? OR expires <= ?', email, iso(now))
    await this.#all(
      'INSERT INTO link (hash, email, name, role, expires) VALUES (?, ?, ?, ?, ?)',
      ...[sha256(token), email, name, role, iso(now + validMs)],
    )
    return token
  }

  /** Whom the link is for; undefined when it is unknown, used or over. */
  look(token: string, now = Date.now()): Promise<Invitation | undefined> {
    return this.#read('SELECT * FROM link WHERE hash = ? AND expires > ?', token, now)
  }

  /** The same, and the link is used up by it. */
  use(token: string, now = Date.now()): Promise<Invitation | undefined> {
    return this.#read('DELETE FROM link WHERE hash = ? AND expires > ? RETURNING *', token, now)
  }

  async #read(sql: string, token: string, now: number): Promise<Invitation | undefined> {
    const [row] = await this.#all(sql, sha256(token), iso(now))
    return row && { email: String(row.email), name: String(row.name), role: String(row.role) as Role }
  }

  /** Takes back the links of a person. */
  async revoke(email: string): Promise<void> {
    await this.#all('DELETE FROM link WHERE email = ?', email)
  }
}

const iso = (ms: number): string => new Date(ms).toISOString()
