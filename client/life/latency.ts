import type { EventsMessage } from '../../shared/protocol.ts'

/** So many frames of events are remembered until they are painted, and so many figures until they are told. */
const most = 500

/**
 * How long it takes from recording to glass: what a frame waited in the server (its clock against its newest event) and
 * what this page needed to paint it. The way of the network between the two is not in it.
 */
class Latency {
  #waiting: { to: number; waited: number; at: number }[] = []
  #figures: number[] = []
  #catchingUp = true

  /** A new connection: the first frame is what was missed, and says nothing of the way. */
  connected(): void {
    this.#catchingUp = true
    this.#waiting = []
  }

  /** `at`: ms of a steady clock. */
  received({ to, events, clock }: EventsMessage, at: number): void {
    const recorded = events.at(-1)?.recorded
    if (this.#catchingUp || !recorded) return void (this.#catchingUp = false)
    const waited = Math.max(0, clock.now - Date.parse(recorded)) / Math.max(1, clock.rate)
    this.#waiting.push({ to, waited, at })
    if (this.#waiting.length > most) this.#waiting.shift()
  }

  painted(seq: number, at: number): void {
    while (this.#waiting[0] && this.#waiting[0].to <= seq) {
      const { waited, at: received } = this.#waiting.shift()!
      this.#figures.push(waited + at - received)
    }
    if (this.#figures.length > most) this.#figures.splice(0, this.#figures.length - most)
  }

  /** The median, ms, since it was last asked; null where nothing came. */
  take(): number | null {
    const sorted = this.#figures.sort((a, b) => a - b)
    this.#figures = []
    return sorted[Math.floor(sorted.length / 2)] ?? null
  }
}

/** Of this page. */
export const latency = new Latency()
