import { randomUUID } from 'node:crypto'
import { LogUnavailable, type Head } from './log.ts'
import type { HeadRow, Standing } from './postgres-rows.ts'

/**
 * The newest row that this process knows to be committed. Should the database ever show another in its place, the log
 * was replaced under us (a restore; a standby that lacked the last rows): its numbers mean other events than ours.
 */
export class Anchor {
  readonly #epoch: string
  #row: Head
  #replaced: LogUnavailable | undefined

  constructor({ epoch, ...row }: HeadRow) {
    this.#epoch = epoch
    this.#row = row
  }

  /** The row as it is known now: ask for its hash, and show the answer to `recognise`. */
  get row(): Head {
    return this.#row
  }

  /** Moves on to a newer row. */
  move({ seq, hash, recorded }: Head): void {
    if (seq > this.#row.seq) this.#row = { seq, hash, recorded }
  }

  /** Throws when the log was found to be another. */
  check(): void {
    if (this.#replaced) throw this.#replaced
  }

  /**
   * Throws, now and ever after, when the log is not the one we know: this process must be started anew. `ours` is our row
   * when the question was asked; `rename` gives the log another epoch where nobody has done so yet.
   */
  async recognise(
    ours: Head,
    { epoch, seq, seenHash }: Standing,
    rename: (from: string, to: string) => Promise<unknown>,
  ): Promise<void> {
    this.check()
    const known = ours.seq === 0 || (seq >= ours.seq && seenHash === ours.hash)
    if (known && epoch === this.#epoch) return
    this.#replaced = new LogUnavailable(
      `the log in the database is not the one this server has read up to ${ours.seq}: start the server anew`,
    )
    if (epoch === this.#epoch) await rename(epoch, randomUUID())
    throw this.#replaced
  }
}
