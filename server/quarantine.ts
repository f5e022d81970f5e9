import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

/** What could not be understood: who sent it, why it was refused, and the body as it came. */
export interface Quarantined {
  id: string
  /** UTC. */
  received: string
  world: string
  source: string
  reason: string
  raw: string
}

const daysKept = 90
/** A flood of broken statements does not fill the disk: beyond this many the oldest go. */
const most = 100_000

/** Where refused statements go, never nowhere; staff only; kept for 90 days. */
export class Quarantine {
  readonly #db: DatabaseSync

  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    this.#db.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA busy_timeout = 5000;
      CREATE TABLE IF NOT EXISTS quarantine (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        received TEXT NOT NULL,
        world TEXT NOT NULL,
        source TEXT NOT NULL,
        reason TEXT NOT NULL,
        raw TEXT NOT NULL
      ) STRICT;
    `)
  }

  /** Writes refused statements down; answers their ids. */
  keep(refused: Omit<Quarantined, 'id' | 'received'>[], now = Date.now()): string[] {
    if (refused.length === 0) return []
    const insert = this.#db.prepare(
      'INSERT INTO quarantine (id, received, world, source, reason, raw) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#db.exec('BEGIN IMMEDIATE')
    try {
      const ids = refused.map(({ world, source, reason, raw }) => {
        const id = randomUUID()
        insert.run(id, new Date(now).toISOString(), world, source.slice(0, 256), reason.slice(0, 2000), raw)
        return id
      })
      this.#expire(now)
      this.#db.exec('COMMIT')
      return ids
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw error
    }
  }

  #expire(now: number): void {
    const limit = new Date(now - daysKept * 86_400_000).toISOString()
    this.#db.prepare('DELETE FROM quarantine WHERE received < ?').run(limit)
    this.#db
      .prepare('DELETE FROM quarantine WHERE number <= (SELECT max(number) FROM quarantine) - ?')
      .run(most)
  }

  /** The newest first. */
  list(world: string, limit = 100): Quarantined[] {
    const rows = this.#db
      .prepare(
        'SELECT id, received, world, source, reason, raw FROM quarantine WHERE world = ? ORDER BY number DESC LIMIT ?',
      )
      .all(world, limit)
    return rows as unknown as Quarantined[]
  }

  find(id: string): Quarantined | undefined {
    const row = this.#db
      .prepare('SELECT id, received, world, source, reason, raw FROM quarantine WHERE id = ?')
      .get(id)
    return row as unknown as Quarantined | undefined
  }

  remove(id: string): void {
    this.#db.prepare('DELETE FROM quarantine WHERE id = ?').run(id)
  }

  count(): number {
    return Number(this.#db.prepare('SELECT count(*) AS n FROM quarantine').get()?.n)
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
