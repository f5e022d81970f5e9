import type { DatabaseSync } from 'node:sqlite'
import type { ChainAnswer, ChainRow } from './chain.ts'
import { nameOf } from './sqlite-batch.ts'
import { keyOf } from './sqlite-key.ts'
import { indexedOf, Names } from './sqlite-names.ts'
import { isTable, lastOlder } from './sqlite-schema.ts'

/** Primes below 2^20 and 2^31, so that every product and sum stays a whole number here as in SQLite. */
const [small, large] = [1_048_573, 2_147_483_647]

/**
 * Checks that the index of statements holds every row of a batch under its name, and nothing else: otherwise one could be
 * recorded twice. Of what has all moved to it sums are compared, and only where they differ is every row looked up.
 */
export class NamesCheck {
  readonly #db: DatabaseSync
  readonly #there: boolean
  /** The last row from before there were batches; those have an index of their own. */
  readonly #older: number
  readonly #indexed: number
  /** The keys of the rows after that, by seq: they may be in the table, or not yet. */
  readonly #newer = new Map<number, number>()
  #rows = 0
  #sum = 0

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#there = isTable(db, 'statement')
    this.#older = lastOlder(db)
    this.#indexed = indexedOf(db)
  }

  take(row: ChainRow): void {
    if (!this.#there || row.seq <= this.#older) return
    const key = keyOf(nameOf(row))
    if (row.seq > this.#indexed) {
      this.#newer.set(row.seq, key)
      return
    }
    this.#rows++
    this.#sum = (this.#sum + (((key % small) * (row.seq % small)) % large)) % large
  }

  /** There are no more rows; answers what is wrong, if anything is. */
  end(rows: () => Iterable<ChainRow>): ChainAnswer | undefined {
    if (!this.#there) return undefined
    const sum = `coalesce(sum(name % ${small} * (seq % ${small}) % ${large}), 0) % ${large} AS sum`
    const sums = this.#db
      .prepare(`SELECT count(*) AS n, ${sum} FROM statement WHERE seq <= ?`)
      .get(this.#indexed)
    const all = this.#older + this.#rows + this.#newer.size
    const misfiled = { rows: all, reason: 'the row is filed under another name' }
    const bad = this.#misfiledNewer()
    if (bad !== undefined) return { ...misfiled, bad }
    if (sums?.n === this.#rows && sums.sum === this.#sum) return undefined
    const names = new Names(this.#db)
    for (const row of rows())
      if (row.seq > this.#older && names.find(nameOf(row)) !== row.seq) return { ...misfiled, bad: row.seq }
    if (sums?.n === this.#rows) return undefined
    return { rows: all, bad: all + 1, reason: 'the index of names holds more than there are rows' }
  }

  /** A newer row that stands in the table neither under its key nor behind one that was taken. */
  #misfiledNewer(): number | undefined {
    const has = this.#db.prepare('SELECT 1 FROM statement WHERE name = ?')
    const entries = this.#db.prepare('SELECT name, seq FROM statement WHERE seq > ?').iterate(this.#indexed)
    for (const { name, seq } of entries as unknown as Iterable<{ name: number; seq: number }>) {
      const key = this.#newer.get(seq) ?? Infinity
      if (name !== key && !(name > key && has.get(name - 1))) return seq
    }
    return undefined
  }
}
