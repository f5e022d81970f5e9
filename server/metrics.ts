import type { Counted, Figure } from './counted.ts'
import type { RecordAnswer } from './intake.ts'

const bring = () => import('./counted.ts')
/** So many counts wait for the counters: a start's, many times over, and a megabyte where these can never be loaded. */
const mostWaiting = 10_000

/**
 * Figures for Prometheus: what came in and how long it took is counted here, what stands is looked at when asked. What
 * counts is loaded when the server answers already, or is asked for; what is to be counted before waits for it.
 */
export class Metrics {
  readonly #figures: readonly Figure[]
  readonly #bring: typeof bring
  #before: ((counted: Counted) => void)[] = []
  #counted: Counted | undefined
  #loading: Promise<Counted> | undefined

  constructor(figures: readonly Figure[], how = bring) {
    this.#figures = figures
    this.#bring = how
  }

  /** Rejects where what counts cannot be loaded; asked again it is tried again. */
  load(): Promise<Counted> {
    return (this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined
      throw error
    }))
  }

  async #load(): Promise<Counted> {
    const { Counted } = await this.#bring()
    const counted = (this.#counted = new Counted(this.#figures))
    for (const count of this.#before) count(counted)
    this.#before = []
    return counted
  }

  #count(count: (counted: Counted) => void): void {
    if (this.#counted) count(this.#counted)
    else if (this.#before.length < mostWaiting) this.#before.push(count)
  }

  /** Counts what became of the statements of a request. */
  told(answer: RecordAnswer): void {
    this.#count((counted) => counted.told(answer))
  }

  /** Counts a round of a feed that gave nothing: no answer, a bad one, one from inside the house, one too large. */
  feedFailed(feed: string): void {
    this.#count((counted) => counted.feedFailed(feed))
  }

  /** Counts a request that was answered with a refusal. */
  refused(route: string, status: number): void {
    this.#count((counted) => counted.refused(route, status))
  }

  /** A request was answered after so many ms; status as 2xx, 4xx … */
  answered(route: string, status: number, ms: number): void {
    this.#count((counted) => counted.answered(route, status, ms))
  }

  committed(ms: number, events: number): void {
    this.#count((counted) => counted.committed(ms, events))
  }

  ticked(ms: number): void {
    this.#count((counted) => counted.ticked(ms))
  }
}
