import type { DatabaseSync } from 'node:sqlite'
import type { ChainAnswer, ChainRow } from './chain.ts'
import { nameOf } from './sqlite-batch.ts'
import { keyOf, Names } from './sqlite-names.ts'
import { isTable, lastOlder } from './sqlite-schema.ts'

/** Primes below 2^20 and 2^31, so that every product and sum stays a whole number here as in SQLite. */
const [small, large] = [1_048_573, 2_147_483_647]

/**
 * Checks that the index of statements holds every row of a batch under its name, and nothing else: otherwise one could be
 * recorded twice. Sums are compared; only where they differ is every row looked up.
 */
export class NamesCheck {
  readonly #db: DatabaseSync
  readonly #indexed: boolean
  /** The last row from before there were batches; those have an index of their own. */
  readonly #older: number
  #rows = 0
  #sum = 0

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#indexed = isTable(db, 'statement')
    this.#older = lastOlder(db)
  }

  take(row: ChainRow): void {
    if (!this.#indexed || row.seq <= this.#older) return
    this.#rows++
    this.#sum = (this.#sum + (((keyOf(nameOf(row)) % small) * (row.seq % small)) % large)) % large
  }

  /** There are no more rows; answers what is wrong, if anything is. */
  end(rows: () => Iterable<ChainRow>): ChainAnswer | undefined {
    if (!this.#indexed) return undefined
    const sums = `SELECT count(*) AS n, coalesce(sum(name % ${small} * (seq % ${small}) % ${large}), 0) % ${large} AS sum`
    const there = this.#db.prepare(`${sums} FROM statement`).get()
    if (there?.n === this.#rows && there.sum === this.#sum) return undefined
    const names = new Names(this.#db, undefined)
    const last = this.#older + this.#rows
    for (const row of rows()) {
      if (row.seq > this.#older && names.find(nameOf(row)) !== row.seq)
        return { rows: last, bad: row.seq, reason: 'the row is filed under another name' }
    }
    if (there?.n === this.#rows) return undefined
    return { rows: last, bad: last + 1, reason: 'the index of names holds more than there are rows' }
  }
}
