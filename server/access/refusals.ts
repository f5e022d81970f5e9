import { network } from './back-off.ts'

const doorNames = ['key', 'session', 'screen', 'password', 'code', 'link', 'pairing'] as const
/** Where somebody was refused. */
export type Door = (typeof doorNames)[number]

const quietMs = 10 * 60_000
/** No sign-ins: nobody guesses a key or a cookie, and a wrong pairing code is an operator's slip. They are counted alone. */
const merelyCounted: ReadonlySet<Door> = new Set(['key', 'session', 'screen', 'pairing'])
/** An attacker with many addresses does not write the log either. */
const mostRecorded = 100

/** Counts who was refused at which door, and says once per address and 10 minutes that it happened. */
export class Refusals {
  readonly #now: () => number
  readonly #record: (address: string, door: Door) => void
  readonly counts = new Map<Door, number>(doorNames.map((door) => [door, 0]))
  #recorded = new Map<string, number>()

  constructor(record: (address: string, door: Door) => void, now: () => number = () => performance.now()) {
    this.#record = record
    this.#now = now
  }

  count(door: Door, address: string): void {
    this.counts.set(door, (this.counts.get(door) ?? 0) + 1)
    if (merelyCounted.has(door)) return
    const [near, now] = [network(address), this.#now()]
    for (const [name, at] of this.#recorded) {
      if (now - at < quietMs) break
      this.#recorded.delete(name)
    }
    if (this.#recorded.has(near) || this.#recorded.size >= mostRecorded) return
    this.#recorded.set(near, now)
    this.#record(address, door)
  }
}
