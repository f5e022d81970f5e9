import type { DatabaseSync } from 'node:sqlite'
import type { ChainAnswer, ChainRow } from './chain.ts'
import { nameOf } from './sqlite-batch.ts'
import { countedOf } from './sqlite-counted.ts'
import { keyOf } from './sqlite-key.ts'
import { Names } from './sqlite-names.ts'
import { indexedOf, isTable, lastOlder } from './sqlite-schema.ts'

/** Primes below 2^20 and 2^31, so that every product and sum stays a whole number here as in SQLite. */
const [small, large] = [1_048_573, 2_147_483_647]

/** A run as it stands in its table; the open one's count is null. */
interface RunRow {
  stem: string
  first: number
  seq: number
  count: number | null
}

/**
 * Checks that the index of statements holds every row of a batch under its name, and nothing else: otherwise one could be
 * recorded twice. Runs are gone along with the rows; of single names that have all moved to their table sums are compared,
 * and only where they differ is every row looked up.
 */
export class NamesCheck {
  readonly #db: DatabaseSync
  /** Whether the log has this index: it gets it when it is next opened to be written. */
  readonly #there: boolean
  /** The last row from before there were batches; those have an index of their own. */
  readonly #older: number
  readonly #indexed: number
  readonly #runs: RunRow[]
  #run = 0
  /** The first row that a run files under another name. */
  #misfiled: number | undefined
  /** The keys of the rows after `indexed`, by seq: they may be in the table, or not yet. */
  readonly #newer = new Map<number, number>()
  #last = 0
  #rows = 0
  #sum = 0

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#there = isTable(db, 'run')
    this.#older = lastOlder(db)
    this.#indexed = indexedOf(db)
    this.#runs = this.#there
      ? (db.prepare('SELECT * FROM run ORDER BY seq').all() as unknown as RunRow[])
      : []
  }

  take(row: ChainRow): void {
    this.#last = row.seq
    if (!this.#there || row.seq <= this.#older) return
    const run = this.#runAt(row.seq)
    if (run) {
      const counted = countedOf(nameOf(row))
      if (counted?.stem !== run.stem || counted.number !== run.first + row.seq - run.seq)
        this.#misfiled ??= row.seq
      return
    }
    const key = keyOf(nameOf(row))
    if (row.seq > this.#indexed) {
      this.#newer.set(row.seq, key)
      return
    }
    this.#rows++
    this.#sum = (this.#sum + (((key % small) * (row.seq % small)) % large)) % large
  }

  #runAt(seq: number): RunRow | undefined {
    for (; this.#run < this.#runs.length; this.#run++) {
      const run = this.#runs[this.#run]!
      if (seq < run.seq) return undefined
      if (seq < run.seq + (run.count ?? Infinity)) return run
    }
    return undefined
  }

  /** There are no more rows; answers what is wrong, if anything is. */
  end(rows: () => Iterable<ChainRow>): ChainAnswer | undefined {
    if (!this.#there) return undefined
    const all = this.#last
    const misfiled = { rows: all, reason: 'the row is filed under another name' }
    const tooMany = { rows: all, bad: all + 1, reason: 'the index of names holds more than there are rows' }
    const bad = this.#misfiled ?? this.#misfiledNewer()
    if (bad !== undefined) return { ...misfiled, bad }
    const end = this.#runs.at(-1)
    if (end && end.seq + (end.count ?? 1) - 1 > all) return tooMany
    const sum = `coalesce(sum(name % ${small} * (seq % ${small}) % ${large}), 0) % ${large} AS sum`
    const sums = this.#db
      .prepare(`SELECT count(*) AS n, ${sum} FROM single WHERE seq <= ?`)
      .get(this.#indexed)
    if (sums?.n === this.#rows && sums.sum === this.#sum) return undefined
    const names = new Names(this.#db)
    for (const row of rows())
      if (row.seq > this.#older && names.find(nameOf(row)) !== row.seq) return { ...misfiled, bad: row.seq }
    return sums?.n === this.#rows ? undefined : tooMany
  }

  /** A newer row that stands in the table neither under its key nor behind one that was taken. */
  #misfiledNewer(): number | undefined {
    const has = this.#db.prepare('SELECT 1 FROM single WHERE name = ?')
    const entries = this.#db.prepare('SELECT name, seq FROM single WHERE seq > ?').iterate(this.#indexed)
    for (const { name, seq } of entries as unknown as Iterable<{ name: number; seq: number }>) {
      const key = this.#newer.get(seq) ?? Infinity
      if (name !== key && !(name > key && has.get(name - 1))) return seq
    }
    return undefined
  }
}
