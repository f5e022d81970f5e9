import type { RecordedEvent } from '../shared/events/types.ts'
import { weigh } from './weigh.ts'

/** The newest events in memory, for screens that come back: bounded in number and in characters. */
export class Tail {
  readonly #most: number
  readonly #mostCharacters: number
  #events: RecordedEvent[] = []
  #weights: number[] = []
  /** The first that is still kept: what lies before it is cut away now and then. */
  #from = 0
  #weight = 0

  constructor(most = 5_000, mostCharacters = 16_000_000) {
    this.#most = most
    this.#mostCharacters = mostCharacters
  }

  /** `weights`: about how many characters each makes, where that is known. */
  push(events: readonly RecordedEvent[], weights: readonly number[] = events.map(weigh)): void {
    for (const [at, event] of events.entries()) {
      const weight = weights[at] ?? 0
      this.#events.push(event)
      this.#weights.push(weight)
      this.#weight += weight
    }
    while (this.#isTooMuch()) this.#weight -= this.#weights[this.#from++] ?? 0
    if (this.#from * 2 < this.#events.length) return
    this.#events = this.#events.slice(this.#from)
    this.#weights = this.#weights.slice(this.#from)
    this.#from = 0
  }

  #isTooMuch(): boolean {
    const kept = this.#events.length - this.#from
    return kept > this.#most || (kept > 0 && this.#weight > this.#mostCharacters)
  }

  /** The events after `after` up to and with `to`; undefined when the tail does not reach back that far. */
  between(after: number, to: number): RecordedEvent[] | undefined {
    if (after === to) return []
    const first = this.#events[this.#from]?.seq
    if (first === undefined || after + 1 < first || after > to) return undefined
    const start = this.#from + after + 1 - first
    return this.#events.slice(start, start + to - after)
  }

  /** The same in parts of about `most` characters each, each part at least one event. */
  parts(after: number, to: number, most: number): RecordedEvent[][] | undefined {
    const events = this.between(after, to)
    if (!events) return undefined
    const start = this.#from + after + 1 - (this.#events[this.#from]?.seq ?? 0)
    const parts: RecordedEvent[][] = []
    let weight = Infinity
    for (const [at, event] of events.entries()) {
      const more = this.#weights[start + at] ?? 0
      if (weight + more > most) {
        parts.push([])
        weight = 0
      }
      parts.at(-1)?.push(event)
      weight += more
    }
    return parts
  }

  /** How many characters those events make; undefined when the tail does not reach back that far. */
  weight(after: number, to: number): number | undefined {
    const events = this.between(after, to)
    if (!events) return undefined
    const start = this.#from + after + 1 - (this.#events[this.#from]?.seq ?? 0)
    let weight = 0
    for (let at = start; at < start + events.length; at++) weight += this.#weights[at] ?? 0
    return weight
  }
}
