import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** So soon at the latest a screen that another process took away is known as such. */
const lookAgainMs = 100

/** Which screens are still paired. Every beat asks for every screen: the file is read only after it was written. */
export class StillPaired {
  readonly #dataVersion: StatementSync
  readonly #all: StatementSync
  #expires = new Map<string, number>()
  #version = -1
  #looked = -Infinity

  constructor(db: DatabaseSync) {
    this.#dataVersion = db.prepare('PRAGMA data_version')
    this.#all = db.prepare('SELECT id, expires FROM screen')
  }

  has(id: string, now: number): boolean {
    this.#lookAgain(now)
    return (this.#expires.get(id) ?? 0) > now
  }

  /** To be told of our own writes: they do not change SQLite's data version. */
  written(): void {
    this.#version = -1
    this.#looked = -Infinity
  }

  #lookAgain(now: number): void {
    if (Math.abs(now - this.#looked) < lookAgainMs) return
    this.#looked = now
    const version = Number(this.#dataVersion.get()?.data_version)
    if (version === this.#version) return
    this.#version = version
    const rows = this.#all.all()
    this.#expires = new Map(rows.map(({ id, expires }) => [String(id), Date.parse(String(expires))]))
  }
}
