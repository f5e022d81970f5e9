import { hash } from 'node:crypto'

/** The hash before the first row. */
export const genesis = '0'.repeat(64)

/** The hash of a row, hex: SHA-256 over the hash before, the number, the time of recording and the event's text. */
export function chainHash(before: string, seq: number, recorded: string, body: string): string {
  return hash('sha256', `${before}\n${seq}\n${recorded}\n${body}`)
}

/** What a statement is called by whoever made it: no two have the same. */
export interface Name {
  source: string
  id: string
}

/** A row as it stands in a store: its number, time, text and hash, and the statement's name where that stands beside the text. */
export interface ChainRow extends Partial<Name> {
  seq: number
  recorded: string
  body: string
  hash: string
}

export type NamedRow = ChainRow & Name

/** What reading a whole log found: how many rows, and the first bad seq with its reason if there is one. */
export interface ChainAnswer {
  rows: number
  bad?: number
  reason?: string
}

/** Checks rows as they come, each against the one before it. */
export class ChainCheck {
  #hash = genesis
  #rows = 0

  /** Takes the next row; answers what is wrong with it, if anything is. */
  take(row: ChainRow): ChainAnswer | undefined {
    const rows = ++this.#rows
    if (row.seq !== rows) return { rows, bad: rows, reason: 'a row is missing' }
    this.#hash = chainHash(this.#hash, row.seq, row.recorded, row.body)
    if (this.#hash !== row.hash) return { rows, bad: rows, reason: 'the row or one before it was changed' }
    if (row.source === undefined) return undefined
    const told = JSON.parse(row.body) as Partial<Name>
    if (told.source !== row.source || told.id !== row.id)
      return { rows, bad: rows, reason: 'the row is filed under another name' }
    return undefined
  }

  /**
   * There are no more rows. `head` is the newest row as it was noted beside the rows (`SEQ HASH`): without it rows that
   * are missing at the end are not noticed.
   */
  end(head?: string): ChainAnswer {
    const rows = this.#rows
    if (head === undefined || head === `${rows} ${this.#hash}`) return { rows }
    return { rows, bad: rows + 1, reason: 'the newest row is not the one that was written last' }
  }
}
