import { hash, randomBytes } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { durable } from '../log/durable.ts'
import { isRole, type Caller, type Role } from './caller.ts'

const prefix = 'rp_'
const writeLastUseMs = 60_000
/** So soon at the latest a key that another process took back is known as such; a new one is known at once. */
const lookAgainMs = 100

interface NewKey {
  name: string
  role: Role
  /** Globs over the events' source a feeder may speak for. */
  sources?: string[] | undefined
  /** Globs over the types a feeder may say. */
  types?: string[] | undefined
  /** UTC; absent: does not expire. */
  expires?: string | undefined
}

/** What is shown of a key; the key itself is not kept. */
interface KeyCard {
  ref: string
  name: string
  role: string
  sources: string[]
  types: string[]
  /** UTC; empty: does not expire, never used. */
  created: string
  expires: string
  used: string
}

const sha256 = (text: string): string => hash('sha256', text)

/** Makes the table; keys of a file from before keys had types may say all. */
export function prepareKeys(db: DatabaseSync): void {
  db.exec(`
    ${durable}
    CREATE TABLE IF NOT EXISTS key (
      hash TEXT PRIMARY KEY,
      ref TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      sources TEXT NOT NULL,
      created TEXT NOT NULL,
      expires TEXT NOT NULL DEFAULT '',
      used TEXT NOT NULL DEFAULT '',
      types TEXT NOT NULL DEFAULT '["*"]'
    ) STRICT;
  `)
  const columns = db.prepare('PRAGMA table_info(key)').all()
  if (columns.some(({ name }) => name === 'types')) return
  db.exec(`ALTER TABLE key ADD COLUMN types TEXT NOT NULL DEFAULT '["*"]'`)
}

/** API keys: 32 random bytes each, of which only the SHA-256 is stored; looked up in memory, then in access.db. */
export class Keys {
  readonly #db: DatabaseSync
  readonly #dataVersion: StatementSync
  #callers = new Map<string, { caller: Caller; expires: string }>()
  #version = -1
  #looked = -Infinity
  #used = new Map<string, number>()
  #written = 0

  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    prepareKeys(this.#db)
    this.#dataVersion = this.#db.prepare('PRAGMA data_version')
    this.#load()
  }

  /** Makes a key and answers it: it is shown this once. */
  create({ name, role, sources = ['*'], types = ['*'], expires = '' }: NewKey): string {
    const key = prefix + randomBytes(32).toString('base64url')
    this.#db
      .prepare(
        'INSERT INTO key (hash, ref, name, role, sources, types, created, expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        sha256(key),
        `k_${randomBytes(6).toString('hex')}`,
        name,
        role,
        JSON.stringify(sources),
        JSON.stringify(types),
        new Date().toISOString(),
        expires,
      )
    this.#load()
    return key
  }

  /** All keys, the oldest first. */
  list(): KeyCard[] {
    const rows = this.#db.prepare(
      'SELECT ref, name, role, sources, types, created, expires, used FROM key ORDER BY created',
    )
    return rows.all().map((row) => ({
      ref: String(row.ref),
      name: String(row.name),
      role: String(row.role),
      sources: JSON.parse(String(row.sources)) as string[],
      types: JSON.parse(String(row.types)) as string[],
      created: String(row.created),
      expires: String(row.expires),
      used: String(row.used),
    }))
  }

  /** Takes a key back by its reference; answers whether there was one. */
  revoke(ref: string): boolean {
    const done = this.#db.prepare('DELETE FROM key WHERE ref = ?').run(ref)
    this.#load()
    return done.changes > 0
  }

  /** The reference of a key, without using it. */
  refOf(key: string): string {
    return this.#callers.get(sha256(key))?.caller.ref ?? ''
  }

  /** The caller behind a key; undefined when the key is unknown or expired. */
  find(key: string, now = Date.now()): Caller | undefined {
    if (!key.startsWith(prefix) || key.length > 200) return undefined
    const hash = sha256(key)
    if (this.#changed(now, hash)) this.#load()
    const found = this.#callers.get(hash)
    if (!found || (found.expires !== '' && !(Date.parse(found.expires) > now))) return undefined
    this.#used.set(hash, now)
    if (now - this.#written > writeLastUseMs) this.#writeLastUse(now)
    return found.caller
  }

  /** Another process (a `ruang key` command) wrote to the file. */
  #changed(now: number, hash: string): boolean {
    if (this.#callers.has(hash) && Math.abs(now - this.#looked) < lookAgainMs) return false
    this.#looked = now
    return this.#dataVersion.get()?.data_version !== this.#version
  }

  #load(): void {
    this.#version = Number(this.#dataVersion.get()?.data_version)
    this.#callers.clear()
    for (const row of this.#db.prepare('SELECT * FROM key').all()) {
      const role = String(row.role)
      if (!isRole(role)) continue
      const sources = JSON.parse(String(row.sources)) as string[]
      const types = JSON.parse(String(row.types)) as string[]
      const caller: Caller = { role, ref: String(row.ref), name: String(row.name), sources, types }
      this.#callers.set(String(row.hash), { caller, expires: String(row.expires) })
    }
  }

  #writeLastUse(now: number): void {
    this.#written = now
    try {
      const write = this.#db.prepare('UPDATE key SET used = ? WHERE hash = ?')
      for (const [hash, at] of this.#used) write.run(new Date(at).toISOString(), hash)
      this.#used.clear()
    } catch {
      // No room: it is written another minute; whoever only looks is not to be turned away for it.
    }
  }

  close(): void {
    if (!this.#db.isOpen) return
    this.#writeLastUse(Date.now())
    this.#db.close()
  }
}
