import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Caller } from '../access/caller.ts'

/** A bucket refills with `perSecond` tokens up to `burst`. */
interface Rate {
  perSecond: number
  burst: number
}

/** A feeder's key may say far more than the 500 events/s it is promised, and a whole batch at once. */
const rates = {
  feeder: { perSecond: 20_000, burst: 100_000 },
  others: { perSecond: 500, burst: 20_000 },
  signs: { perSecond: 2, burst: 20 },
  looks: { perSecond: 5, burst: 200 },
  wrongKeys: { perSecond: 1, burst: 100 },
  /** A village may share one address: a phone network puts thousands behind it. */
  reports: { perSecond: 1 / 20, burst: 30 },
  publicReads: { perSecond: 5, burst: 200 },
} satisfies Record<string, Rate>

/** Past so many callers the one that was idle longest is forgotten: it begins with a full bucket again. */
const most = 10_000

/** Token buckets by caller: an answer costs one, and each statement told costs one. `now` gives milliseconds. */
export class Limits {
  readonly #now: () => number
  #buckets = new Map<string, { tokens: number; at: number }>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** 429 with the seconds to wait when the caller asks too much; the operator's own commands never do. */
  spend(caller: Caller, tokens: number): void {
    if (caller.ref === 'ruang' || caller.ref === 'system') return
    this.#take(caller.ref, caller.role === 'feeder' ? rates.feeder : rates.others, tokens)
  }

  /** 429 when a screen says more of itself than it needs to. */
  sign(screen: string): void {
    this.#take(`life ${screen}`, rates.signs, 1)
  }

  /** 429 when an address asks too often for what is open to everybody. */
  look(address: string): void {
    this.#take(`look ${address}`, rates.looks, 1)
  }

  /** 429 when an address keeps coming with wrong keys; right ones from there are not touched. */
  wrongKey(address: string): void {
    this.#take(`address ${address}`, rates.wrongKeys, 1)
  }

  /** 429 when an address reports, or asks as the public, more than people do. */
  public(address: string, what: 'reports' | 'publicReads'): void {
    this.#take(`${what} ${address}`, rates[what], 1)
  }

  /** How many callers are remembered. */
  get size(): number {
    return this.#buckets.size
  }

  #take(name: string, { perSecond, burst }: Rate, wanted: number): void {
    const at = this.#now()
    const before = this.#buckets.get(name) ?? { tokens: burst, at }
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond)
    const enough = tokens >= Math.min(wanted, burst)
    this.#buckets.delete(name)
    this.#buckets.set(name, { tokens: enough ? tokens - wanted : tokens, at })
    const [oldest] = this.#buckets.keys()
    if (this.#buckets.size > most && oldest !== undefined) this.#buckets.delete(oldest)
    if (enough) return
    const retryAfterSeconds = Math.max(1, Math.ceil((Math.min(wanted, burst) - tokens) / perSecond))
    throw new Refusal(
      problem(429, 'Too many', `slow down: try again in ${retryAfterSeconds} s`, { retryAfterSeconds }),
    )
  }
}
