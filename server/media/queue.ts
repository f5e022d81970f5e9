import { problem, Refusal } from '../../shared/events/problem.ts'

/** So many pictures may be under way at once, in all and of one caller: each holds up to 15 MB. */
const most = 12
const mostOfOne = 4

const tooMany = (status: number, detail: string) =>
  new Refusal(problem(status, 'Too many at once', detail, { retryAfterSeconds: 5 }))

/** Lets in a bounded number of pictures, and lets them do their heavy part one after another. */
export class MediaQueue {
  #under = new Map<string, number>()
  #last: Promise<unknown> = Promise.resolve()

  /** Takes a place; answers how to give it back. Refusal 429 for a caller with too many, 503 when all are taken. */
  enter(caller: string): () => void {
    const mine = this.#under.get(caller) ?? 0
    if (mine >= mostOfOne) throw tooMany(429, `send at most ${mostOfOne} pictures at once`)
    if (this.size >= most) throw tooMany(503, 'too many pictures are being sent: try again soon')
    this.#under.set(caller, mine + 1)
    return () => {
      const left = (this.#under.get(caller) ?? 1) - 1
      if (left > 0) this.#under.set(caller, left)
      else this.#under.delete(caller)
    }
  }

  /** How many are under way. */
  get size(): number {
    return [...this.#under.values()].reduce((sum, each) => sum + each, 0)
  }

  /** Runs after all that were given before it. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act)
    this.#last = turn.catch(() => undefined)
    return turn
  }
}
