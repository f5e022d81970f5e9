import { problem, Refusal } from '../../shared/events/problem.ts'

/** After `free` failures each further one doubles the wait, from 1 s up to `mostSeconds`. */
interface Patience {
  free: number
  mostSeconds: number
}

/** One account from one address is soon made to wait; an account or an address alone only a little, lest a stranger lock others out. */
const patience = {
  both: { free: 5, mostSeconds: 900 },
  account: { free: 50, mostSeconds: 10 },
  address: { free: 100, mostSeconds: 10 },
} satisfies Record<string, Patience>

const forgottenAfterMs = 3_600_000
/** Past so many names the one that was quiet longest is forgotten. */
const most = 20_000

/** Makes whoever guesses wait, in memory alone: a failed try writes nothing. `now` gives milliseconds. */
export class BackOff {
  readonly #now: () => number
  #tries = new Map<string, { failures: number; until: number; at: number }>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /**
   * Notes a try before it is looked at, so that many at once gain nothing; 429 while the account or address must wait.
   * Answers what to call when the try was right.
   */
  enter(account: string, address: string): () => void {
    const [who, near] = [`account ${account.toLowerCase()}`, `address ${network(address)}`]
    const names: [string, Patience][] = [
      [`${who} ${near}`, patience.both],
      [who, patience.account],
      [near, patience.address],
    ]
    const now = this.#now()
    const wait = Math.max(...names.map(([name]) => (this.#find(name, now)?.until ?? 0) - now))
    if (wait > 0) {
      const retryAfterSeconds = Math.ceil(wait / 1000)
      const detail = `too many wrong tries: wait ${retryAfterSeconds} s`
      throw new Refusal(problem(429, 'Too many', detail, { retryAfterSeconds }))
    }
    for (const [name, { free, mostSeconds }] of names) {
      const failures = (this.#find(name, now)?.failures ?? 0) + 1
      const seconds = failures < free ? 0 : Math.min(mostSeconds, 2 ** (failures - free))
      this.#put(name, { failures, until: now + seconds * 1000, at: now })
    }
    return () => {
      this.#tries.delete(`${who} ${near}`)
      for (const name of [who, near]) this.#takeBack(name)
    }
  }

  #takeBack(name: string): void {
    const before = this.#tries.get(name)
    if (before) this.#put(name, { ...before, failures: before.failures - 1, until: 0 })
  }

  #find(name: string, now: number) {
    const found = this.#tries.get(name)
    if (!found || now - found.at < forgottenAfterMs) return found
    this.#tries.delete(name)
    return undefined
  }

  #put(name: string, entry: { failures: number; until: number; at: number }): void {
    this.#tries.delete(name)
    this.#tries.set(name, entry)
    const [oldest] = this.#tries.keys()
    if (this.#tries.size > most && oldest !== undefined) this.#tries.delete(oldest)
  }
}

/** The address; of an IPv6 one the /64 that a single customer is given. */
export function network(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const front = head.split(':').filter(Boolean)
  const back = tail.split(':').filter(Boolean)
  const zeros = plain.includes('::')
    ? Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0')
    : []
  return `${[...front, ...zeros, ...back].slice(0, 4).join(':')}::/64`
}
