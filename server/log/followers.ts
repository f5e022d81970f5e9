import type { RecordedEvent } from '../../shared/events/types.ts'
import { LogUnavailable } from './log.ts'

interface Follower {
  /** The last seq it was handed. */
  seq: number
  tell: (events: RecordedEvent[]) => void
}

/** Reads up to `limit` events after `after`, in order. */
type Read = (after: number, limit: number) => Promise<RecordedEvent[]>

const page = 1_000

/**
 * Hands a follower what is durable. Where it throws it is our own fault, and what it keeps is wrong from here on: that comes
 * up on its own, the process ends and comes back from the log.
 */
export function tell(follower: (events: RecordedEvent[]) => void, events: RecordedEvent[]): void {
  try {
    follower(events)
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

/**
 * Those who follow a log, each with its own position. Whoever reads rows may offer them, in any order and again and
 * again: every follower is handed each event once, in order.
 */
export class Followers {
  #all = new Set<Follower>()

  add(after: number, tell: (events: RecordedEvent[]) => void): () => void {
    const follower: Follower = { seq: after, tell }
    this.#all.add(follower)
    return () => this.#all.delete(follower)
  }

  /** Where the one that is farthest behind stands; without followers there is nothing to read. */
  get least(): number {
    let least = Infinity
    for (const { seq } of this.#all) least = Math.min(least, seq)
    return least
  }

  /** Offers events that follow each other without a gap. */
  offer(events: RecordedEvent[]): void {
    const [first, last] = [events[0]?.seq, events.at(-1)?.seq]
    if (first === undefined || last === undefined) return
    for (const follower of this.#all) {
      if (follower.seq >= last || follower.seq + 1 < first) continue
      const news = events.slice(follower.seq + 1 - first)
      follower.seq = last
      tell(follower.tell, news)
    }
  }

  /** Reads until every follower was handed all up to and with `to`. */
  async bring(to: number, read: Read): Promise<void> {
    for (let after = this.least; after < to; after = this.least) {
      const events = await read(after, page)
      if (events[0]?.seq !== after + 1) throw new LogUnavailable(`the log lacks the row ${after + 1}`)
      this.offer(events)
    }
  }

  clear(): void {
    this.#all.clear()
  }
}
