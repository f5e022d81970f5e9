import type { DatabaseSync } from 'node:sqlite'
import { Stems } from './sqlite-stems.ts'

/** So many are read at a time. */
const together = 64

/**
 * Which stems the table of runs may have. They are read a few at each look-up, a step each however many runs they have, so
 * that neither a start nor an append waits for all of them; until all are read the table is asked.
 */
export class RunStems {
  readonly #stems = new Stems()
  readonly #has
  readonly #next
  /** The last one that was read; undefined once all are. */
  #read: string | undefined

  constructor(db: DatabaseSync) {
    this.#has = db.prepare('SELECT 1 FROM run WHERE stem = ? LIMIT 1')
    this.#next = db.prepare(`WITH RECURSIVE next (stem) AS (
        SELECT min(stem) FROM run WHERE stem > ? UNION ALL
        SELECT (SELECT min(stem) FROM run WHERE stem > next.stem) FROM next WHERE stem IS NOT NULL LIMIT ?)
      SELECT stem FROM next WHERE stem IS NOT NULL`)
    if (db.prepare('SELECT 1 FROM run LIMIT 1').get()) this.#read = ''
  }

  /** Whether there is no run at all. */
  get empty(): boolean {
    return this.#read === undefined && this.#stems.empty
  }

  /** A run of the stem was entered. */
  add(stem: string): void {
    this.#stems.add(stem)
  }

  /** False: it has none. */
  mayHave(stem: string): boolean {
    if (this.#read !== undefined) this.#readOn(this.#read)
    return this.#read === undefined ? this.#stems.mayHave(stem) : this.#has.get(stem) !== undefined
  }

  #readOn(from: string): void {
    const some = this.#next.all(from, together).map(({ stem }) => String(stem))
    for (const stem of some) this.#stems.add(stem)
    this.#read = some.length < together ? undefined : some.at(-1)
  }
}
