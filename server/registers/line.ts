import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Failing } from '../writing.ts'

/** Who reads a register waits so long for what was said before. */
const patienceMs = 5_000

interface Waiter {
  seq: number
  done: () => void
  fail: (refusal: Refusal) => void
  until: NodeJS.Timeout
}

/** How far a register has come, and who waits for it. */
export class Line {
  readonly name: string
  /** All up to here stands in its tables. */
  seq: number
  /** All up to here was handed over to whoever writes it. */
  sent: number
  /** Orders that are not answered yet. */
  underWay = 0
  failing: Failing | undefined
  /** Where the log stood when somebody last looked whether it is in step. */
  due: number
  /** Since when it is not in step, ms UTC. */
  behindSince: number | undefined
  #waiters = new Set<Waiter>()

  constructor(name: string, seq: number) {
    this.name = name
    this.seq = this.sent = this.due = seq
  }

  /** Whether more may be handed over to it. */
  get isIdle(): boolean {
    return this.underWay === 0
  }

  /** Resolves when all up to and with `seq` stands in it; rejects (503) where it fails, or takes too long. */
  reached(seq: number): Promise<void> {
    if (this.seq >= seq) return Promise.resolve()
    if (this.failing) return Promise.reject(this.#refusal(seq))
    return new Promise((done, fail) => {
      const give = (end: () => void) => () => {
        clearTimeout(waiter.until)
        this.#waiters.delete(waiter)
        end()
      }
      const waiter: Waiter = {
        ...{ seq, done: give(done), fail: (refusal) => give(() => fail(refusal))() },
        until: setTimeout(() => waiter.fail(this.#refusal(seq)), patienceMs),
      }
      this.#waiters.add(waiter)
    })
  }

  /** It has come to a seq, or could not go on from there. */
  stands(seq: number, failing: Failing | undefined): void {
    this.seq = seq
    this.failing = failing
    for (const waiter of this.#waiters) {
      if (waiter.seq <= seq) waiter.done()
      else if (failing) waiter.fail(this.#refusal(waiter.seq))
    }
  }

  /** Nobody hears of it any more. */
  end(): void {
    for (const waiter of this.#waiters) waiter.fail(this.#refusal(waiter.seq))
  }

  #refusal(wanted: number): Refusal {
    const detail = `the register ${this.name} stands at ${this.seq} of ${wanted}: ask again`
    return new Refusal(problem(503, 'Not ready', detail, { retryAfterSeconds: 2 }))
  }
}
