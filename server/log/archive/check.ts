import { ChainCheck, type ChainAnswer, type ChainRow } from '../chain.ts'
import { LogUnavailable } from '../log.ts'
import type { Archive } from './archive.ts'

/** Checks a log and the files its rows were moved to as one chain; every file the log notes must be there, whole. */
export class WholeCheck {
  readonly #chain = new ChainCheck()
  readonly #archive: Archive
  #rows = 0

  constructor(archive: Archive) {
    this.#archive = archive
  }

  /** Takes the next row as it stands in the store; answers what is wrong with it, if anything is. */
  take(row: ChainRow): ChainAnswer | undefined {
    this.#rows++
    return (
      this.#fault(this.#rows, () => void this.#archive.bodyOf(row)) ??
      this.#chain.take({ ...row, body: this.#archive.bodyOf(row) })
    )
  }

  /** There are no more rows; `head` as ChainCheck.end has it. */
  end(head?: string): ChainAnswer {
    for (const { number, from } of this.#archive.entries) {
      const fault = this.#fault(from, () => void this.#archive.bodiesOf(number))
      if (fault) return fault
    }
    return this.#chain.end(head)
  }

  #fault(bad: number, look: () => void): ChainAnswer | undefined {
    try {
      look()
      return undefined
    } catch (error) {
      if (!(error instanceof LogUnavailable)) throw error
      return { rows: this.#rows, bad, reason: error.message }
    }
  }
}
