import type { DatabaseSync } from 'node:sqlite'
import type { Name } from './chain.ts'
import { nameOf, textOf } from './sqlite-batch.ts'

/** What rows are called, by their number. */
export class RowNames {
  readonly #holding
  /** The batch that was looked into last: what was told together is told again together. Names never change. */
  #batch: { last: number; lines: string[] } = { last: 0, lines: [] }

  constructor(db: DatabaseSync) {
    this.#holding = db.prepare('SELECT last, bodies FROM batch WHERE last >= ? ORDER BY last LIMIT 1')
  }

  /** Undefined where no batch has the row. */
  at(seq: number): Name | undefined {
    const { last, lines } = this.#batch
    if (seq > last || seq <= last - lines.length) {
      const found = this.#holding.get(seq)
      if (!found) return undefined
      this.#batch = { last: Number(found.last), lines: String(found.bodies).split('\n') }
    }
    const line = this.#batch.lines[seq - this.#batch.last + this.#batch.lines.length - 1]
    return line === undefined ? undefined : nameOf(textOf(line))
  }
}
