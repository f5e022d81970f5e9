import { randomInt } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import type { ChainAnswer, ChainRow } from './chain.ts'
import { nameOf } from './sqlite-batch.ts'
import { keyOf } from './sqlite-key.ts'
import { Runs } from './sqlite-runs.ts'
import { indexedOf, isTable, lastOlder, singlesTable } from './sqlite-schema.ts'
import { Singles } from './sqlite-singles.ts'

/** A prime below 2^31: with factors up to 2^20 every product and sum stays a whole number here as in SQLite. */
const large = 2_147_483_647

/**
 * Checks that the index of statements holds every row of a batch under its name, and nothing else: otherwise one could be
 * recorded twice, or one that is new taken for known. Each name is looked up in the runs; of single names that have all moved
 * to their table sums are compared, and only where they differ is every row looked up.
 */
export class NamesCheck {
  readonly #db: DatabaseSync
  /** Undefined where a log has none; a log with batches always had one. */
  readonly #singles: string | undefined
  /** Undefined in a log from before there were runs. */
  readonly #runs: Runs | undefined
  /** The last row from before there were batches; those have an index of their own. */
  readonly #older: number
  readonly #indexed: number
  /** Another one each time: nobody can prepare a change that leaves the sum as it is. */
  readonly #small = randomInt(2 ** 19, 2 ** 20)
  /** The first row that a run files under another name. */
  #misfiled: number | undefined
  /** The keys of the rows after `indexed`, by seq: they may be in the table, or not yet. */
  readonly #newer = new Map<number, number>()
  #last = 0
  #counted = 0
  #rows = 0
  #sum = 0

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#singles = singlesTable(db)
    this.#runs = isTable(db, 'run') ? new Runs(db) : undefined
    this.#older = lastOlder(db)
    this.#indexed = indexedOf(db)
  }

  take(row: ChainRow): void {
    this.#last = row.seq
    if (row.seq <= this.#older) return
    const name = nameOf(row)
    const counted = this.#runs?.find(name)
    if (counted !== undefined) {
      this.#counted++
      if (counted !== row.seq) this.#misfiled ??= row.seq
    } else if (row.seq > this.#indexed) this.#newer.set(row.seq, keyOf(name))
    else {
      this.#rows++
      const product = ((keyOf(name) % this.#small) + 1) * ((row.seq % this.#small) + 1)
      this.#sum = (this.#sum + (product % large)) % large
    }
  }

  /** There are no more rows; answers what is wrong, if anything is. */
  end(rows: () => Iterable<ChainRow>): ChainAnswer | undefined {
    const newer = this.#misfiledNewer()
    const { n, sum } = this.#sums()
    const isAll = n === this.#rows && (!this.#runs || this.#runs.names() === this.#counted)
    const bad = this.#misfiled ?? newer
    if (isAll && sum === this.#sum && bad === undefined) return undefined
    const all = this.#last
    const [first = Infinity] = this.#unfiled(rows())
    if (bad !== undefined || first < Infinity)
      return { rows: all, bad: Math.min(first, bad ?? first), reason: 'the row is filed under another name' }
    if (isAll) return undefined
    return { rows: all, bad: all + 1, reason: 'the index of names holds more than there are rows' }
  }

  /** A newer row that stands in the table neither under its key nor behind one that was taken. */
  #misfiledNewer(): number | undefined {
    if (!this.#singles) return undefined
    const has = this.#db.prepare(`SELECT 1 FROM ${this.#singles} WHERE name = ?`)
    const entries = this.#db
      .prepare(`SELECT name, seq FROM ${this.#singles} WHERE seq > ?`)
      .iterate(this.#indexed)
    for (const { name, seq } of entries as unknown as Iterable<{ name: number; seq: number }>) {
      const key = this.#newer.get(seq) ?? Infinity
      if (name !== key && !(name > key && has.get(name - 1))) return seq
    }
    return undefined
  }

  /** The rows that are not found under their names. */
  *#unfiled(rows: Iterable<ChainRow>): Generator<number> {
    const singles = this.#singles && new Singles(this.#db, this.#singles)
    for (const row of rows) {
      if (row.seq <= this.#older || row.seq > this.#indexed) continue
      const name = nameOf(row)
      if ((this.#runs?.find(name) ?? (singles && singles.find(name))) !== row.seq) yield row.seq
    }
  }

  #sums(): { n: number; sum: number } {
    if (!this.#singles) return { n: 0, sum: 0 }
    const product = `(name % ${this.#small} + 1) * (seq % ${this.#small} + 1)`
    return this.#db
      .prepare(
        `SELECT count(*) AS n, coalesce(sum(${product} % ${large}), 0) % ${large} AS sum FROM ${this.#singles} WHERE seq <= ?`,
      )
      .get(this.#indexed) as { n: number; sum: number }
  }
}
