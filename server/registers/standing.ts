import type { Failing } from '../writing.ts'
import type { Line } from './line.ts'

/** A register that is not in step for so long is told of. */
const slowMs = 10_000

/** How a register stands. */
export interface Standing {
  name: string
  /** Events of the log that it has not noted. */
  behind: number
  /** Since when it cannot go on, ms UTC, and why. */
  failing?: Failing
  /** Since when it has not been in step, ms UTC; told where that is long. */
  behindSince?: number
}

/** How it stands beside a log whose newest seq is this. */
export function standingOf({ name, seq, failing, behindSince }: Line, newest: number): Standing {
  const isLate = behindSince !== undefined && Date.now() - behindSince >= slowMs
  const behind = Math.max(0, newest - seq)
  return { name, behind, ...(failing && { failing }), ...(isLate && { behindSince }) }
}
