import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { nameOf } from './sqlite-batch.ts'
import { rowsOf } from './sqlite-rows.ts'
import { known, Runs } from './sqlite-runs.ts'
import { indexedOf, lastOlder, olderTable } from './sqlite-schema.ts'
import { Singles } from './sqlite-singles.ts'

/** The unique index of statements: names that are counted up by runs, others one by one. */
export class Names {
  readonly #runs: Runs
  readonly #singles: Singles
  /** Rows from before there were batches have an index of their own. */
  readonly #older

  constructor(db: DatabaseSync) {
    const older = olderTable(db)
    this.#older = older ? db.prepare(`SELECT seq FROM ${older} WHERE source = ? AND id = ?`) : undefined
    this.#runs = new Runs(db)
    this.#singles = new Singles(db)
    for (const row of rowsOf(db, Math.max(indexedOf(db), lastOlder(db)))) {
      const name = nameOf(row)
      if (this.#runs.find(name) === undefined) this.#singles.wait(name, row.seq)
    }
  }

  /** The seq of a statement that stands in the log. */
  find(name: Name): number | undefined {
    return this.#runs.find(name) ?? this.#singles.find(name) ?? this.#before(name)
  }

  #before({ source, id }: Name): number | undefined {
    return this.#older?.get(source, id)?.seq as number | undefined
  }

  /** Enters the statements of rows that have just been written, `first` being the seq of the first; throws where the log knows one. */
  enter(first: number, names: readonly Name[]): void {
    const isCounted = this.#runs.enter(first, names, (counted) => {
      if (this.#singles.mayHold(counted)) refuse(counted, (name) => this.#singles.find(name))
    })
    if (!isCounted) {
      refuse(names, (name) => this.#runs.find(name))
      this.#singles.enter(first, names)
    }
    this.#singles.entered()
    if (this.#older) refuse(names, (name) => this.#before(name))
  }

  /** Moves all that waits to its place; or, as the log is about to be closed, only where it takes no second. */
  settle(closing = false): void {
    this.#singles.settle(closing)
  }
}

/** Throws where one of some names stands somewhere. */
function refuse(names: readonly Name[], find: (name: Name) => number | undefined): void {
  const taken = names.find((name) => find(name) !== undefined)
  if (taken) throw known(taken)
}
