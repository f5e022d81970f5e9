import type { Logger } from 'pino'
import { LogUnavailable } from './log/log.ts'

const lookMs = 1_000

/** SQLite's result codes of a disk that does not take what it is given. */
const storeCodes = new Set([5, 8, 10, 11, 13, 14])

/** Our own stores cannot write now: the log says so itself, vault, quarantine and access by SQLite's code. */
function cannotWrite(error: unknown): error is Error {
  if (error instanceof LogUnavailable) return true
  return (
    error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number' &&
    storeCodes.has(error.errcode & 0xff)
  )
}

/**
 * What is written to the server's log while nothing can be written down: a line at the beginning, one each minute with how
 * many were refused since, one at the end. A line for each would fill what room a full disk has left.
 */
export class Outage {
  readonly #logger: Pick<Logger, 'error' | 'warn'>
  readonly #lasts: () => boolean
  readonly #minuteMs: number
  #timer: NodeJS.Timeout | undefined
  #begun = 0
  #told = 0
  /** How many were refused since the last line, since the last look, and in all. */
  #refused = { line: 0, look: 0, all: 0 }

  /** `lasts`: whether somebody knows that nothing can be written down as yet, also where nothing is told. */
  constructor(logger: Pick<Logger, 'error' | 'warn'>, lasts: () => boolean, minuteMs = 60_000) {
    this.#logger = logger
    this.#lasts = lasts
    this.#minuteMs = minuteMs
  }

  /** Whether an error means that something could not be written down; then it is told of. */
  isOne(error: unknown): boolean {
    const is = cannotWrite(error)
    if (is) this.#refuse(error.message)
    return is
  }

  #refuse(error: string): void {
    this.#refused.line++
    this.#refused.look++
    this.#refused.all++
    if (this.#timer) return
    this.#logger.error({ error }, 'cannot write')
    this.#refused.line = 0
    this.#begun = this.#told = performance.now()
    this.#timer = setInterval(() => this.#look(), lookMs).unref()
  }

  #look(): void {
    const now = performance.now()
    const { line, look } = this.#refused
    this.#refused.look = 0
    if (look === 0 && !this.#lasts()) this.close()
    if (!this.#timer || now - this.#told < this.#minuteMs) return
    this.#logger.error({ seconds: this.#seconds(), refused: line }, 'still cannot write')
    this.#told = now
    this.#refused.line = 0
  }

  /** Says that it is over where it is, and stops looking. */
  close(): void {
    if (!this.#timer) return
    clearInterval(this.#timer)
    this.#timer = undefined
    const told = { seconds: this.#seconds(), refused: this.#refused.all }
    if (!this.#lasts()) this.#logger.warn(told, 'can write again')
    this.#refused = { line: 0, look: 0, all: 0 }
  }

  #seconds(): number {
    return Math.round((performance.now() - this.#begun) / 1_000)
  }
}
