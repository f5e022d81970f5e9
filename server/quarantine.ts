import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { Caller } from './access/caller.ts'
import { allOrNone, durable } from './log/durable.ts'

/** What could not be understood: who sent it, why it was refused, and the body as it came. */
export interface Quarantined {
  /** Falls from the newest to the oldest. */
  number: number
  id: string
  /** UTC. */
  received: string
  world: string
  source: string
  reason: string
  raw: string
}

/** A statement on its way into quarantine; `attributes` are the ce- headers of a binary one. */
export interface Unread extends Pick<Quarantined, 'world' | 'source' | 'reason' | 'raw'> {
  caller?: Caller
  attributes?: Record<string, string>
}

/** A statement as it is retried: with the rights of whoever sent it. */
export type Found = Quarantined & Required<Pick<Unread, 'caller'>> & Unread

export const daysKept = 90
/** A flood of broken statements does not fill the disk: beyond this many, or this many characters, the oldest go. */
export const bounds = { most: 100_000, mostCharacters: 2_000_000_000 }
/** One list gives out no more raw text than this; the rest follows with `before`. */
export const mostListed = 8_000_000

export const nobody: Caller = { role: 'feeder', ref: '', name: '', sources: [] }
const columns = 'number, id, received, world, source, reason, raw'

type Soon<T> = T | Promise<T>

/** Where refused statements go, never nowhere; staff only; kept for 90 days. In a file, or in the nodes' common PostgreSQL. */
export interface Quarantine {
  /** Writes refused statements down; answers their ids. */
  keep: (refused: Unread[], now?: number) => Soon<string[]>
  /** The newest first, from below `before`; fewer than `limit` where they are large. */
  list: (world: string, limit?: number, before?: number) => Soon<Quarantined[]>
  /** One statement with who sent it and how. */
  find: (id: string) => Soon<Found | undefined>
  /** Why it is still refused. */
  stillRefused: (id: string, reason: string) => Soon<void>
  remove: (id: string) => Soon<void>
  count: () => Soon<number>
  close: () => Soon<void>
}

/** The quarantine in a file of its own. */
export class QuarantineFile implements Quarantine {
  readonly #db: DatabaseSync
  readonly #bounds: typeof bounds
  #characters: number

  constructor(file: string, within = bounds) {
    this.#bounds = within
    this.#db = new DatabaseSync(file)
    this.#db.exec(`
      ${durable}
      CREATE TABLE IF NOT EXISTS quarantine (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        received TEXT NOT NULL,
        world TEXT NOT NULL,
        source TEXT NOT NULL,
        reason TEXT NOT NULL,
        raw TEXT NOT NULL,
        caller TEXT NOT NULL,
        attributes TEXT NOT NULL
      ) STRICT;
    `)
    this.#characters = Number(this.#db.prepare('SELECT sum(length(raw)) AS n FROM quarantine').get()?.n ?? 0)
  }

  keep(refused: Unread[], now = Date.now()): string[] {
    if (refused.length === 0) return []
    const insert = this.#db.prepare(
      'INSERT INTO quarantine (id, received, world, source, reason, raw, caller, attributes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    const received = new Date(now).toISOString()
    let characters = this.#characters
    const ids = allOrNone(this.#db, () => {
      const kept = refused.map(({ world, source, reason, raw, caller = nobody, attributes }) => {
        const id = randomUUID()
        const by = JSON.stringify(caller)
        const with_ = attributes ? JSON.stringify(attributes) : ''
        insert.run(id, received, world, source.slice(0, 256), reason.slice(0, 2000), raw, by, with_)
        characters += raw.length
        return id
      })
      characters -= this.#expire(now, characters)
      return kept
    })
    this.#characters = characters
    return ids
  }

  /** Deletes what is too old or too much; answers how many characters of raw text went. */
  #expire(now: number, characters: number): number {
    const limit = new Date(now - daysKept * 86_400_000).toISOString()
    const { most, mostCharacters } = this.#bounds
    const newest = Number(this.#db.prepare('SELECT max(number) AS n FROM quarantine').get()?.n ?? 0)
    const oldest = this.#db.prepare(
      'SELECT number, received, length(raw) AS size FROM quarantine ORDER BY number',
    )
    let gone = 0
    let upTo = 0
    for (const row of oldest.iterate()) {
      const old = String(row.received) < limit || Number(row.number) <= newest - most
      if (!old && characters - gone <= mostCharacters) break
      gone += Number(row.size)
      upTo = Number(row.number)
    }
    if (upTo > 0) this.#db.prepare('DELETE FROM quarantine WHERE number <= ?').run(upTo)
    return gone
  }

  list(world: string, limit = 100, before = Number.MAX_SAFE_INTEGER): Quarantined[] {
    const rows = this.#db.prepare(
      `SELECT ${columns} FROM quarantine WHERE world = ? AND number < ? ORDER BY number DESC LIMIT ?`,
    )
    const listed: Quarantined[] = []
    let characters = 0
    for (const row of rows.iterate(world, before, limit) as unknown as Iterable<Quarantined>) {
      characters += row.raw.length
      if (listed.length > 0 && characters > mostListed) break
      listed.push(row)
    }
    return listed
  }

  find(id: string): Found | undefined {
    const row = this.#db
      .prepare(`SELECT ${columns}, caller, attributes FROM quarantine WHERE id = ?`)
      .get(id) as unknown as (Quarantined & { caller: string; attributes: string }) | undefined
    if (!row) return undefined
    const { caller, attributes, ...kept } = row
    return {
      ...kept,
      caller: JSON.parse(caller) as Caller,
      ...(attributes && { attributes: JSON.parse(attributes) as Record<string, string> }),
    }
  }

  stillRefused(id: string, reason: string): void {
    this.#db.prepare('UPDATE quarantine SET reason = ? WHERE id = ?').run(reason.slice(0, 2000), id)
  }

  remove(id: string): void {
    const gone = this.#db.prepare('DELETE FROM quarantine WHERE id = ? RETURNING length(raw) AS size').get(id)
    this.#characters -= Number(gone?.size ?? 0)
  }

  count(): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM quarantine').get()?.n)
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
