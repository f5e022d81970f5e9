import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { areNear, keyOf, placeKeys, placeOf } from './sqlite-key.ts'
import { RowNames } from './sqlite-row-names.ts'
import { known } from './sqlite-runs.ts'
import { indexedOf, singles } from './sqlite-schema.ts'

/** So many names go by one statement. */
const together = 50
/** So many move together: with a million in the table a dozen of them share its page; after a crash twice as many are read again. */
const sweepRows = 32_768
const soonSettled = 8_192

/** What is noted where no name waits. */
const all = Number.MAX_SAFE_INTEGER

/**
 * The index of names that are not counted up: its table holds the seq of each under its key, or under the next one that is
 * free where another has the key. So a hit counts only when the row it leads to has the name.
 *
 * Names that come side by side are entered at once. Those without order (UUIDs) wait in memory and move to the table in
 * the order of their keys, as many at a time as come: so they share its pages, where each by itself would write one. Up
 * to the row that meta `indexed` names none waits; what waited when a process ended is found again from the rows behind it.
 */
export class Singles {
  readonly #one
  readonly #many
  readonly #find
  readonly #among
  readonly #note
  readonly #within
  readonly #rows: RowNames
  readonly #waiting = new Map<number, number>()
  /** The keys that move now, in order, how many have, and the last row whose name is among them or was before. */
  #sweep = { keys: new Float64Array(), moved: 0, last: 0 }
  #owed = 0
  /** Whether the table has anything. */
  #filled: boolean
  #last = 0
  #noted: number
  /** A place of the table in which nothing stands. */
  #empty = -1

  constructor(db: DatabaseSync, table = singles) {
    const insert = (rows: number) =>
      db.prepare(`INSERT INTO ${table} (name, seq) VALUES ${Array(rows).fill('(?, ?)').join(', ')}
        ON CONFLICT DO NOTHING`)
    this.#one = insert(1)
    this.#many = insert(together)
    this.#find = db.prepare(`SELECT seq FROM ${table} WHERE name = ?`)
    this.#among = db.prepare(`WITH asked (name) AS (VALUES ${Array(together).fill('(?)').join(', ')})
      SELECT ${table}.name FROM asked CROSS JOIN ${table} USING (name)`)
    this.#within = db.prepare(`SELECT 1 FROM ${table} WHERE name BETWEEN ? AND ? LIMIT 1`)
    this.#note = db.prepare(`INSERT INTO meta (name, value) VALUES ('indexed', ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`)
    this.#rows = new RowNames(db)
    this.#filled = db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined
    this.#noted = indexedOf(db)
  }

  /** A row behind those that are noted: its name waits again, where it does not stand in the table. */
  wait(name: Name, row: number): void {
    const { seq, key } = this.#look(name)
    if (seq === undefined) this.#waiting.set(key, row)
    this.#last = row
  }

  find(name: Name): number | undefined {
    return this.#look(name).seq
  }

  /** Whether one name of a run may stand here. */
  mayHold(names: readonly Name[]): boolean {
    if (this.#waiting.size > 0 && names.some((name) => this.#waiting.has(keyOf(name)))) return true
    if (!this.#filled) return false
    return names.some((name, at) => {
      // Counting moves to another place of the table with a zero at the end.
      if (at > 0 && !name.id.endsWith('0')) return false
      const place = placeOf(keyOf(name))
      if (place === this.#empty) return false
      if (this.#within.get(place * placeKeys, (place + 1) * placeKeys - 1)) return true
      this.#empty = place
      return false
    })
  }

  /** Where the statement stands, or the first key that is free for it. */
  #look(name: Name): { seq?: number; key: number } {
    for (let key = keyOf(name); ; key++) {
      const seq = this.#waiting.get(key) ?? (this.#find.get(key)?.seq as number | undefined)
      if (seq === undefined) return { key }
      const there = this.#rows.at(seq)
      if (there?.id === name.id && there.source === name.source) return { seq, key }
    }
  }

  /** Enters names of rows, `first` being the seq of the first; throws where one stands here. */
  enter(first: number, names: readonly Name[]): void {
    const keys = names.map(keyOf)
    this.#last = first + names.length - 1
    if (areNear(keys)) this.#enterNow(first, names, keys)
    else this.#enterLater(first, names, keys)
  }

  /** All names are entered: where none waits that is noted. */
  entered(): void {
    if (this.#waiting.size === 0 && this.#noted !== all) this.#keep(all)
  }

  #keep(noted: number): void {
    this.#note.run(String(noted))
    this.#noted = noted
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
    this.#empty = -1
  }

  #enterOne(name: Name, own: number, seq: number): void {
    if (!this.#waiting.has(own) && this.#one.run(own, seq).changes === 1) return
    const there = this.#look(name)
    if (there.seq === undefined) this.#one.run(there.key, seq)
    else if (there.seq !== seq) throw known(name)
  }

  #enterLater(first: number, names: readonly Name[], keys: readonly number[]): void {
    const taken = this.#taken(keys)
    if (this.#noted === all) this.#keep(first - 1)
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
    this.#empty = -1
    this.#sweep.moved = end
    if (end < keys.length) return
    this.#keep(last)
    this.#sweep = { keys: new Float64Array(), moved: 0, last: 0 }
  }
}
