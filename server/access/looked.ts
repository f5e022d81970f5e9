import { DatabaseSync } from 'node:sqlite'

/** Up to which event of a log somebody has looked. */
interface Looked {
  seq: number
  /** UTC. */
  at: string
}

/** How far each person has looked, by log: a number is never applied to another log. In access.db. */
export class LookedAt {
  readonly #db: DatabaseSync

  constructor(file: string) {
    this.#db = new DatabaseSync(file)
    this.#db.exec(
      'PRAGMA busy_timeout = 5000; CREATE TABLE IF NOT EXISTS looked (ref TEXT, epoch TEXT, seq INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (ref, epoch)) STRICT',
    )
  }

  of(ref: string, epoch: string): Looked | undefined {
    const row = this.#db.prepare('SELECT seq, at FROM looked WHERE ref = ? AND epoch = ?').get(ref, epoch)
    return row && { seq: Number(row.seq), at: String(row.at) }
  }

  note(ref: string, epoch: string, { seq, at }: Looked): void {
    this.#db
      .prepare('INSERT OR REPLACE INTO looked (ref, epoch, seq, at) VALUES (?, ?, ?, ?)')
      .run(ref, epoch, seq, at)
  }

  close(): void {
    if (this.#db.isOpen) this.#db.close()
  }
}
