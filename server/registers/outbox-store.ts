import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { allOrNone, durable } from '../log/durable.ts'

const channels = ['webhook', 'mail', 'push'] as const
export type ChannelName = (typeof channels)[number]

/** Whom something is told to outside the room. */
export interface Target {
  id: string
  channel: ChannelName
  name: string
  /** https://… of a webhook or a push service, or an e-mail address. */
  address: string
  /** What only we and the receiver know: a webhook's secret, a browser's push keys. */
  secret: string
  /** Globs over event types. */
  events: string[]
  /** From which level on. */
  level: number
  /** Another agency's own business is not told. */
  agency?: string
  /** The reference of whoever subscribed. */
  owner?: string
  created: string
}

export type DeliveryState = 'waiting' | 'done' | 'dead'

/** One statement for one target; its id is told too, so that a receiver knows it again. */
export interface Delivery {
  id: string
  target: string
  seq: number
  type: string
  body: string
  /** ms UTC. */
  created: number
  next: number
  attempts: number
  state: DeliveryState
  error: string
}

type Soon<T> = T | Promise<T>

/** Targets, what waits for them, and how far the log was read: in a file, or in the nodes' common PostgreSQL; never in the log. */
export interface OutboxStore {
  targets: () => Soon<Target[]>
  putTarget: (target: Target) => Soon<void>
  /** Takes a target away, and what waits for it. */
  dropTarget: (id: string) => Soon<boolean>
  /**
   * How far the log of a world was read; `fresh` where this log was never read. What waited for another log may have been
   * delivered since that backup: it is dead, to be looked at.
   */
  place: (world: string, epoch: string, fresh: number) => Soon<number>
  /** Keeps what is to be told and how far the log was read, together: nothing is lost and nothing kept twice. */
  keep: (world: string, seq: number, deliveries: Delivery[]) => Soon<void>
  /** Forgets what was delivered a week ago, and what died a season ago. */
  sweep: (now: number) => Soon<void>
  /** What is due at `now`, oldest first. */
  due: (now: number, limit: number) => Soon<Delivery[]>
  list: (state: DeliveryState, limit: number) => Soon<Delivery[]>
  count: (target: string) => Soon<Record<DeliveryState, number>>
  tried: (id: string, state: DeliveryState, next: number, attempts: number, error: string) => Soon<void>
  /** A dead one waits again, for a day from now. */
  retry: (id: string, now: number) => Soon<boolean>
  close: () => Soon<void>
}

export const keptMs = { done: 7 * 86_400_000, dead: 90 * 86_400_000 }

/** The outbox in a file of its own (0600). */
export class OutboxFile implements OutboxStore {
  readonly #db: DatabaseSync

  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    chmodSync(file, 0o600)
    this.#db.exec(`
      ${durable}
      CREATE TABLE IF NOT EXISTS place (world TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS target (id TEXT PRIMARY KEY, card TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS delivery (
        id TEXT PRIMARY KEY, target TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
        created INTEGER NOT NULL, next INTEGER NOT NULL, attempts INTEGER NOT NULL, state TEXT NOT NULL,
        error TEXT NOT NULL
      ) STRICT;
      CREATE INDEX IF NOT EXISTS delivery_next ON delivery (state, next);
      CREATE INDEX IF NOT EXISTS delivery_target ON delivery (target, state);
    `)
  }

  targets(): Target[] {
    const rows = this.#db.prepare('SELECT card FROM target ORDER BY rowid').all()
    return rows.map(({ card }) => JSON.parse(String(card)) as Target)
  }

  putTarget(target: Target): void {
    this.#db.prepare('INSERT OR REPLACE INTO target VALUES (?, ?)').run(target.id, JSON.stringify(target))
  }

  dropTarget(id: string): boolean {
    this.#db.prepare("DELETE FROM delivery WHERE target = ? AND state = 'waiting'").run(id)
    return this.#db.prepare('DELETE FROM target WHERE id = ?').run(id).changes > 0
  }

  place(world: string, epoch: string, fresh: number): number {
    const row = this.#db.prepare('SELECT epoch, seq FROM place WHERE world = ?').get(world)
    if (row?.epoch === epoch) return Number(row.seq)
    const stale = `UPDATE delivery SET state = 'dead', error = 'the log was restored since' WHERE state = 'waiting'`
    if (row) this.#db.exec(stale)
    this.#db.prepare('INSERT OR REPLACE INTO place VALUES (?, ?, ?)').run(world, epoch, fresh)
    return fresh
  }

  keep(world: string, seq: number, deliveries: Delivery[]): void {
    const insert = this.#db.prepare('INSERT OR IGNORE INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    allOrNone(this.#db, () => {
      for (const { id, target, seq: of, type, body, created, next, attempts, state, error } of deliveries)
        insert.run(id, target, of, type, body, created, next, attempts, state, error)
      this.#db.prepare('UPDATE place SET seq = ? WHERE world = ?').run(seq, world)
    })
  }

  sweep(now: number): void {
    for (const [state, ms] of Object.entries(keptMs))
      this.#db.prepare('DELETE FROM delivery WHERE state = ? AND created < ?').run(state, now - ms)
  }

  due(now: number, limit: number): Delivery[] {
    return this.#read("state = 'waiting' AND next <= ? ORDER BY seq, rowid LIMIT ?", now, limit)
  }

  list(state: DeliveryState, limit: number): Delivery[] {
    return this.#read('state = ? ORDER BY rowid DESC LIMIT ?', state, limit)
  }

  count(target: string): Record<DeliveryState, number> {
    const rows = this.#db.prepare('SELECT state, count(*) AS n FROM delivery WHERE target = ? GROUP BY state')
    const counted = Object.fromEntries(rows.all(target).map(({ state, n }) => [state, Number(n)]))
    return { waiting: 0, done: 0, dead: 0, ...counted }
  }

  tried(id: string, state: DeliveryState, next: number, attempts: number, error: string): void {
    const set = 'UPDATE delivery SET state = ?, next = ?, attempts = ?, error = ? WHERE id = ?'
    this.#db.prepare(set).run(state, next, attempts, error, id)
  }

  retry(id: string, now: number): boolean {
    const set = `UPDATE delivery SET state = 'waiting', created = ?, next = ?, attempts = 0, error = ''
      WHERE id = ? AND state = 'dead'`
    return this.#db.prepare(set).run(now, now, id).changes > 0
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }

  #read(where: string, ...values: (string | number)[]): Delivery[] {
    return this.#db
      .prepare(`SELECT * FROM delivery WHERE ${where}`)
      .all(...values)
      .map((row) => ({
        ...{ id: String(row.id), target: String(row.target), type: String(row.type), body: String(row.body) },
        ...{ seq: Number(row.seq), created: Number(row.created), next: Number(row.next) },
        ...{ attempts: Number(row.attempts), error: String(row.error) },
        state: row.state as DeliveryState,
      }))
  }
}
