import type { RecordedEvent } from '../shared/events/types.ts'

/** The newest events in memory, for screens that come back: at most about `most`. */
export class Tail {
  readonly #most: number
  #events: RecordedEvent[] = []

  constructor(most = 5_000) {
    this.#most = most
  }

  push(events: readonly RecordedEvent[]): void {
    for (const event of events) this.#events.push(event)
    if (this.#events.length > this.#most * 1.5) this.#events = this.#events.slice(-this.#most)
  }

  /** The events after `after` up to and with `to`; undefined when the tail does not reach back that far. */
  between(after: number, to: number): RecordedEvent[] | undefined {
    if (after === to) return []
    const first = this.#events[0]?.seq
    if (first === undefined || after + 1 < first || after > to) return undefined
    return this.#events.slice(after + 1 - first, to + 1 - first)
  }
}
