import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { nameOf, textOf } from './sqlite-batch.ts'

/** So many names go by one statement. */
const together = 50

/**
 * Where a statement stands in the index, 50 bits: 26 of source and id but for its last three characters, those, 6 bits each,
 * and 6 more of what is before them. Ids that are counted up lie side by side so, and a group of them touches a page or two.
 */
export function keyOf({ source, id }: Name): number {
  const cut = Math.max(0, id.length - 3)
  let start = 0x811c9dc5
  for (let at = 0; at < source.length; at++) start = Math.imul(start ^ source.charCodeAt(at), 0x01000193)
  // Between the two stands what is in neither.
  start = Math.imul(start ^ 0x10000, 0x01000193)
  for (let at = 0; at < cut; at++) start = Math.imul(start ^ id.charCodeAt(at), 0x01000193)
  let end = 0
  for (let at = cut; at < id.length; at++) end = (end << 6) | (id.charCodeAt(at) & 63)
  start = mixed(start)
  return (start >>> 6) * 0x1000000 + end * 64 + (start & 63)
}

/** The last step of MurmurHash3: every bit comes to depend on every other. */
function mixed(bits: number): number {
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b)
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35)
  return bits ^ (bits >>> 16)
}

/**
 * The unique index of statements: its table holds the seq of each under its key, or under the next one that is free where
 * another statement has the key. So a hit counts only when the row it leads to has the name.
 */
export class Names {
  readonly #one
  readonly #many
  readonly #find
  readonly #older
  readonly #holding
  /** The batch that was looked into last: what was told together is told again together. Names never change. */
  #batch: { last: number; lines: string[] } = { last: 0, lines: [] }

  /** `older` is the table of rows from before there were batches, if the file has one; it has an index of its own. */
  constructor(db: DatabaseSync, older: string | undefined) {
    const insert = (rows: number) =>
      db.prepare(`INSERT INTO statement (name, seq) VALUES ${Array(rows).fill('(?, ?)').join(', ')}
        ON CONFLICT DO NOTHING`)
    this.#one = insert(1)
    this.#many = insert(together)
    this.#find = db.prepare('SELECT seq FROM statement WHERE name = ?')
    this.#older = older ? db.prepare(`SELECT seq FROM ${older} WHERE source = ? AND id = ?`) : undefined
    this.#holding = db.prepare('SELECT last, bodies FROM batch WHERE last >= ? ORDER BY last LIMIT 1')
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
      const seq = this.#find.get(key)?.seq as number | undefined
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
    for (let at = 0; at < names.length; at += together) {
      const some = names.slice(at, at + together)
      const values: number[] = []
      for (let index = 0; index < some.length; index++) values.push(keyOf(some[index]!), first + at + index)
      if (some.length === together && Number(this.#many.run(...values).changes) === together) continue
      some.forEach((name, index) => this.#enterOne(name, first + at + index))
    }
    for (const name of this.#older ? names : []) if (this.#before(name) !== undefined) throw known(name)
  }

  #enterOne(name: Name, seq: number): void {
    if (Number(this.#one.run(keyOf(name), seq).changes) === 1) return
    const there = this.#look(name)
    if (there.seq === undefined) this.#one.run(there.key, seq)
    else if (there.seq !== seq) throw known(name)
  }
}

const known = ({ source, id }: Name) => new LogUnavailable(`the log holds ${id} of ${source} already`)
