import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { nameOf, textOf } from './sqlite-batch.ts'
import { areNear, keyOf } from './sqlite-key.ts'
import { rowsOf } from './sqlite-rows.ts'
import { lastOlder, olderTable } from './sqlite-schema.ts'

/** So many names go by one statement. */
const together = 50
/** So many move together: with a million in the table a dozen of them share its page; after a crash twice as many are read again. */
const sweepRows = 32_768
const soonSettled = 8_192

/** The last row up to which every name is in the table, or in the index of older rows. */
export function indexedOf(db: DatabaseSync): number {
  const noted = db.prepare("SELECT value FROM meta WHERE name = 'indexed'").get()?.value
  return Math.max(Number(noted ?? 0), lastOlder(db))
}

/**
 * The unique index of statements: its table holds the seq of each under its key, or under the next one that is free where
 * another statement has the key. So a hit counts only when the row it leads to has the name.
 *
 * Names that come side by side are entered at once. Those without order (UUIDs) wait in memory and move to the table in
 * the order of their keys, as many at a time as come: so they share its pages, where each by itself would write one. Up
 * to the row that meta `indexed` names all are in the table; what waited when a process ended is found again from the
 * rows behind it.
 */
export class Names {
  readonly #one
  readonly #many
  readonly #find
  readonly #among
  readonly #note
  readonly #older
  readonly #holding
  readonly #waiting = new Map<number, number>()
  /** The keys that move now, in order, how many have, and the last row whose name is among them or was before. */
  #sweep = { keys: new Float64Array(), moved: 0, last: 0 }
  #owed = 0
  /** Whether the table has anything. */
  #filled: boolean
  #last = 0
  /** The batch that was looked into last: what was told together is told again together. Names never change. */
  #batch: { last: number; lines: string[] } = { last: 0, lines: [] }

  constructor(db: DatabaseSync) {
    const insert = (rows: number) =>
      db.prepare(`INSERT INTO statement (name, seq) VALUES ${Array(rows).fill('(?, ?)').join(', ')}
        ON CONFLICT DO NOTHING`)
    // Rows from before there were batches have an index of their own.
    const older = olderTable(db)
    this.#one = insert(1)
    this.#many = insert(together)
    this.#find = db.prepare('SELECT seq FROM statement WHERE name = ?')
    this.#among = db.prepare(`WITH asked (name) AS (VALUES ${Array(together).fill('(?)').join(', ')})
      SELECT statement.name FROM asked CROSS JOIN statement USING (name)`)
    this.#note = db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('indexed', ?)")
    this.#older = older ? db.prepare(`SELECT seq FROM ${older} WHERE source = ? AND id = ?`) : undefined
    this.#holding = db.prepare('SELECT last, bodies FROM batch WHERE last >= ? ORDER BY last LIMIT 1')
    this.#filled = db.prepare('SELECT 1 FROM statement LIMIT 1').get() !== undefined
    for (const row of rowsOf(db, indexedOf(db))) {
      const { seq, key } = this.#look(nameOf(row))
      if (seq === undefined) this.#waiting.set(key, row.seq)
      this.#last = row.seq
    }
  }

  /** The seq of a statement that stands in the log. */
  find(name: Name): number | undefined {
    return this.#look(name).seq ?? this.#before(name)
  }

  #before({ source, id }: Name): number | undefined {
    return this.#older?.get(source, id)?.seq as number | undefined
  }

  /** Where the statement stands, or the first key that is free for it. */
  #look(name: Name): { seq?: number; key: number } {
    for (let key = keyOf(name); ; key++) {
      const seq = this.#waiting.get(key) ?? (this.#find.get(key)?.seq as number | undefined)
      if (seq === undefined) return { key }
      const there = this.#nameAt(seq)
      if (there?.id === name.id && there.source === name.source) return { seq, key }
    }
  }

  /** What the row of this number is called; undefined where no batch has it. */
  #nameAt(seq: number): Name | undefined {
    const { last, lines } = this.#batch
    if (seq > last || seq <= last - lines.length) {
      const found = this.#holding.get(seq)
      if (!found) return undefined
      this.#batch = { last: Number(found.last), lines: String(found.bodies).split('\n') }
    }
    const line = this.#batch.lines[seq - this.#batch.last + this.#batch.lines.length - 1]
    return line === undefined ? undefined : nameOf(textOf(line))
  }

  /** Enters the statements of rows that have just been written, `first` being the seq of the first; throws where the log knows one. */
  enter(first: number, names: readonly Name[]): void {
    const keys = names.map(keyOf)
    this.#last = first + names.length - 1
    if (areNear(keys)) this.#enterNow(first, names, keys)
    else this.#enterLater(first, names, keys)
    if (this.#older) for (const name of names) if (this.#before(name) !== undefined) throw known(name)
  }

  #enterNow(first: number, names: readonly Name[], keys: readonly number[]): void {
    for (let at = 0; at < keys.length; at += together) {
      const end = Math.min(at + together, keys.length)
      const values: number[] = []
      let free = end - at === together
      for (let index = at; index < end; index++) {
        values.push(keys[index]!, first + index)
        if (this.#waiting.size > 0) free &&= !this.#waiting.has(keys[index]!)
      }
      if (free && this.#many.run(...values).changes === together) continue
      for (let index = at; index < end; index++) this.#enterOne(names[index]!, keys[index]!, first + index)
    }
    this.#filled = true
    if (this.#waiting.size === 0) this.#note.run(String(this.#last))
  }

  #enterOne(name: Name, own: number, seq: number): void {
    if (!this.#waiting.has(own) && this.#one.run(own, seq).changes === 1) return
    const there = this.#look(name)
    if (there.seq === undefined) this.#one.run(there.key, seq)
    else if (there.seq !== seq) throw known(name)
  }

  #enterLater(first: number, names: readonly Name[], keys: readonly number[]): void {
    const taken = this.#taken(keys)
    names.forEach((name, at) => {
      const own = keys[at]!
      const free = !this.#waiting.has(own) && !taken?.has(own)
      const { seq, key } = free ? { key: own } : this.#look(name)
      if (seq !== undefined) throw known(name)
      this.#waiting.set(key, first + at)
    })
    if (this.#sweep.keys.length === 0 && this.#waiting.size >= sweepRows) this.#gather()
    this.#owed += names.length
    this.#move(this.#owed - (this.#owed % together))
    this.#owed %= together
  }

  /** Those of the keys that the table has. */
  #taken(keys: readonly number[]): Set<unknown> | undefined {
    if (!this.#filled) return undefined
    const taken = new Set<unknown>()
    for (let at = 0; at < keys.length; at += together) {
      const some = keys.slice(at, at + together)
      if (some.length === together) for (const { name } of this.#among.all(...some)) taken.add(name)
      else for (const key of some) if (this.#find.get(key)) taken.add(key)
    }
    return taken
  }

  /** Moves all that waits to the table; or, as the log is about to be closed, only where it takes no second. */
  settle(closing = false): void {
    if (this.#waiting.size === 0 || (closing && this.#waiting.size > soonSettled)) return
    this.#gather()
    this.#move(this.#waiting.size)
  }

  #gather(): void {
    this.#sweep = { keys: Float64Array.from(this.#waiting.keys()).sort(), moved: 0, last: this.#last }
  }

  /** Moves so many of those that are to move now. */
  #move(count: number): void {
    const { keys, moved, last } = this.#sweep
    const end = Math.min(moved + count, keys.length)
    if (end === moved) return
    for (let at = moved; at < end;) {
      const some = keys.subarray(at, at + (end - at < together ? 1 : together))
      const values: number[] = []
      for (const key of some) values.push(key, this.#waiting.get(key)!)
      const { changes } = (some.length === 1 ? this.#one : this.#many).run(...values)
      if (changes !== some.length) throw new Error('the index of names holds what waited for it')
      for (const key of some) this.#waiting.delete(key)
      at += some.length
    }
    this.#filled = true
    this.#sweep.moved = end
    if (end < keys.length) return
    this.#note.run(String(last))
    this.#sweep = { keys: new Float64Array(), moved: 0, last: 0 }
  }
}

const known = ({ source, id }: Name) => new LogUnavailable(`the log holds ${id} of ${source} already`)
