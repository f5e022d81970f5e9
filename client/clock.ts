import type { WorldClock } from '../shared/protocol.ts'

/** `live`: heard within 8 s; `late`: not heard for 8 to 20 s, or cut off just now; `lost`: not heard for longer, or cut off for 3 s. */
export type LinkState = 'live' | 'late' | 'lost'

/** What is shown may rest on: the link, or a past moment, of which what was known then is known whole. */
export type Standing = LinkState | 'past'

const lateAfterMs = 8_000
export const lostAfterMs = 20_000
const cutAfterMs = 3_000
/** A message so much later than the quickest before it was not slow: the server's clock was set back. */
const mostDelayMs = 500
/** So much may two clocks drift apart, as a share: an older message is trusted less by that. */
const drift = 5e-4

/** What a link is worth. All times are of one steady clock in ms; `cut` is when the connection broke, if it is broken. */
export function linkState(heard: number | undefined, cut: number | undefined, at: number): LinkState {
  if (heard === undefined) return 'lost'
  const silence = at - heard
  if (silence > lostAfterMs || (cut !== undefined && at - cut > cutAfterMs)) return 'lost'
  return cut !== undefined || silence > lateAfterMs ? 'late' : 'live'
}

/**
 * The world's clock as a screen may show it: moved on only by what the server said, at the world's rate, and standing
 * still while the link is not live. Never reads the machine's own time of day.
 */
export class Clock {
  #anchor: { now: number; rate: number; at: number } | undefined
  #shown: number | undefined
  #epoch = ''

  /** A clock message was received at `at` (ms of a steady clock) from the log named `epoch`. */
  set(clock: WorldClock, at: number, epoch = this.#epoch): void {
    if (epoch !== this.#epoch) this.#shown = undefined
    const known = epoch === this.#epoch && clock.rate === this.rate ? this.#anchor : undefined
    this.#epoch = epoch
    const elapsed = known ? at - known.at : 0
    const delay = known ? (known.now - clock.now) / known.rate + elapsed : 0
    // The quickest message says best what time it is there: so screens that are busy at different moments agree.
    if (delay > elapsed * drift && delay <= mostDelayMs) return
    this.#anchor = { now: clock.now, rate: clock.rate, at }
  }

  /** The world's moment in ms UTC; undefined before the first message. `moving`: whether it may be moved on. */
  read(at: number, moving: boolean): number | undefined {
    if (!this.#anchor || (!moving && this.#shown !== undefined)) return this.#shown
    const { now, rate, at: since } = this.#anchor
    const there = now + Math.max(0, at - since) * rate
    // Messages travel unevenly: a step back of less than two of our seconds is held, not shown.
    const back = (this.#shown ?? there) - there
    if (back <= 0 || back > 2000 * Math.max(1, rate)) this.#shown = there
    return this.#shown
  }

  get rate(): number {
    return this.#anchor?.rate ?? 1
  }
}
