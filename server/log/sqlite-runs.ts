import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { countedOf, countedUp, type Counted, type Run } from './sqlite-counted.ts'
import { RowNames } from './sqlite-row-names.ts'
import { RunStems } from './sqlite-run-stems.ts'

/** A group of names goes by runs when there are so many names to each. */
const longEnough = 16

/** The runs that a group of names from a seq on falls into; undefined where they are too short to be worth it. */
function runsOf(seq: number, names: readonly Name[]): Run[] | undefined {
  const runs: Run[] = []
  for (let at = 0; at < names.length;) {
    const counted = countedOf(names[at]!)
    // The table keeps no half characters.
    if (!counted?.stem.isWellFormed() || (runs.length + 1) * longEnough > names.length) return undefined
    const count = countedUp(names, at, counted)
    runs.push({ stem: counted.stem, first: counted.number, seq: seq + at, count })
    at += count
  }
  return runs
}

/** A run as its table has it; the open one's count is null. */
type RunRow = Omit<Run, 'stem' | 'count'> & { count: number | null }

/** The newest row in a batch, 0 where there is none: the open run ends with it. */
function newestIn(db: DatabaseSync): { last: number; name: Name | undefined } {
  const last = Number(db.prepare('SELECT max(last) AS last FROM batch').get()?.last ?? 0)
  return { last, name: new RowNames(db).at(last) }
}

/**
 * Names that are counted up, as most are that come in large groups: the first of a run stands for all of it. The newest
 * run is open (its count null) as long as every row continues it, so that rows that do need no note of their own.
 */
export class Runs {
  readonly #insert
  readonly #end
  readonly #before
  readonly #after
  readonly #whole
  readonly #stems: RunStems
  #open: Run | undefined
  /** No other run of the open one's stem begins before this number. */
  #room = 0
  /** What was found last: numbers of a stem that stand in a row, or in none. */
  #found: { stem: string; from: number; to: number; seq?: number } | undefined

  constructor(db: DatabaseSync) {
    this.#insert = db.prepare('INSERT INTO run (stem, first, seq, count) VALUES (?, ?, ?, ?)')
    this.#end = db.prepare('UPDATE run SET count = ? WHERE stem = ? AND first = ?')
    const one = 'SELECT first, seq, count FROM run WHERE stem = ? AND first'
    this.#before = db.prepare(`${one} <= ? ORDER BY first DESC LIMIT 1`)
    this.#after = db.prepare(`${one} > ? ORDER BY first LIMIT 1`)
    this.#whole = db.prepare(
      'SELECT total(count) AS names, min(count) AS least, count(*) - count(count) AS open FROM run',
    )
    this.#stems = new RunStems(db)
    const { last, name } = newestIn(db)
    const counted = name && countedOf(name)
    const run = counted && (this.#before.get(counted.stem, counted.number) as RunRow | undefined)
    if (run?.count === null) this.#keepOpen({ ...run, stem: counted!.stem, count: last - run.seq + 1 })
  }

  /** The seq of a name that stands in a run. */
  find(name: Name): number | undefined {
    if (this.#stems.empty) return undefined
    const counted = countedOf(name)
    if (!counted) return undefined
    const { stem, number } = counted
    const open = this.#open
    if (open?.stem === stem && number >= open.first && number < open.first + open.count)
      return open.seq + number - open.first
    const found = this.#found
    const isNear = found?.stem === stem && number >= found.from && number < found.to
    if (!isNear && !this.#stems.mayHave(stem)) return undefined
    const { from, seq } = isNear ? found : this.#look(counted)
    return seq === undefined ? undefined : seq + number - from
  }

  #look({ stem, number }: Counted): { from: number; seq?: number } {
    const before = this.#at(this.#before.get(stem, number))
    const end = before ? before.first + before.count : 0
    this.#found =
      before && number < end
        ? { stem, from: before.first, to: end, seq: before.seq }
        : { stem, from: end, to: this.#at(this.#after.get(stem, number))?.first ?? Infinity }
    return this.#found
  }

  #at(row: unknown): Omit<Run, 'stem'> | undefined {
    const run = row as RunRow | undefined
    return run && { ...run, count: run.count ?? this.#open?.count ?? 0 }
  }

  /** How many names stand in runs; undefined where one that nothing continues is open, or one has none. */
  names(): number | undefined {
    const { names, least, open } = this.#whole.get() as { names: number; least: number | null; open: number }
    if ((least ?? 1) < 1 || open !== (this.#open ? 1 : 0)) return undefined
    return names + (this.#open?.count ?? 0)
  }

  /**
   * Enters the names of rows that were just written, from a seq on, where they are counted up; answers false where they are not, and
   * they stand nowhere then. `check` throws where one name of a run stands elsewhere.
   */
  enter(seq: number, names: readonly Name[], check: (names: readonly Name[]) => void): boolean {
    if (this.#goesOn(seq, names)) {
      check(names)
      this.#open!.count += names.length
      return true
    }
    this.#close()
    const runs = runsOf(seq, names)
    if (!runs) return false
    runs.forEach((run, at) => {
      const isLast = at === runs.length - 1
      check(names.slice(run.seq - seq, run.seq - seq + run.count))
      const before = this.#at(this.#before.get(run.stem, run.first + run.count - 1))
      const taken = before && before.first + before.count - run.first
      if (taken && taken > 0) throw known(names[run.seq - seq + Math.max(0, before.first - run.first)]!)
      this.#insert.run(run.stem, run.first, run.seq, isLast ? null : run.count)
      this.#stems.add(run.stem)
      if (isLast) this.#keepOpen(run)
    })
    return true
  }

  /** Whether rows continue the open run. */
  #goesOn(seq: number, names: readonly Name[]): boolean {
    const open = this.#open
    if (!open || seq !== open.seq + open.count) return false
    const counted = countedOf(names[0]!)
    const number = open.first + open.count
    if (counted?.stem !== open.stem || counted.number !== number) return false
    return number + names.length <= this.#room && countedUp(names, 0, counted) === names.length
  }

  #keepOpen(run: Run): void {
    this.#open = run
    this.#room = this.#at(this.#after.get(run.stem, run.first))?.first ?? Infinity
    this.#found = undefined
  }

  /** A row came that does not continue the open run. */
  #close(): void {
    if (this.#open) this.#end.run(this.#open.count, this.#open.stem, this.#open.first)
    this.#open = undefined
    this.#found = undefined
  }
}

/** Who tells a statement that stands in the log already has not asked. */
export const known = ({ source, id }: Name) => new LogUnavailable(`the log holds ${id} of ${source} already`)
