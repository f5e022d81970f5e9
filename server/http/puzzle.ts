import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** A challenge is good for so long, and so many are remembered as used. */
const goodForMs = 30 * 60_000
const mostRemembered = 100_000
const leastBits = 13
const mostBits = 20
/** So many answers a minute are ordinary; at twice as many the puzzle is one bit harder, and so on. */
const ordinaryPerMinute = 30

/** Leading zero bits of the SHA-256 of `challenge:nonce`. */
export function workOf(challenge: string, nonce: string): number {
  const hash = createHash('sha256').update(`${challenge}:${nonce}`).digest()
  let bits = 0
  for (const byte of hash) {
    if (byte === 0) bits += 8
    else return bits + Math.clz32(byte) - 24
  }
  return bits
}

/**
 * A sum that every report costs its sender: a fraction of a second on a phone, and more for everybody while many are
 * sent. Signed by us, so nothing is kept until it is used, once. `now` gives milliseconds.
 */
export class Puzzles {
  readonly #secret: Uint8Array
  readonly #now: () => number
  #used = new Map<string, number>()
  #rate = { tokens: 0, at: 0 }

  constructor(secret: Uint8Array, now: () => number = Date.now) {
    this.#secret = secret
    this.#now = now
  }

  /** A new challenge and how many zero bits its answer must have. */
  make(): { challenge: string; bits: number } {
    const bits = Math.min(mostBits, leastBits + Math.max(0, Math.ceil(Math.log2(this.#perMinute() / ordinaryPerMinute)))) // prettier-ignore
    const body = `${this.#now().toString(36)}.${bits}.${randomBytes(9).toString('base64url')}`
    return { challenge: `${body}.${this.#sign(body)}`, bits }
  }

  /** Takes an answer once; says why not. */
  take(challenge: string, nonce: string): string | undefined {
    const at = challenge.lastIndexOf('.')
    const [made = '', bits = ''] = challenge.split('.')
    const given = Buffer.from(challenge.slice(at + 1))
    const ours = Buffer.from(this.#sign(challenge.slice(0, at)))
    if (given.length !== ours.length || !timingSafeEqual(given, ours)) return 'the challenge is not ours'
    const age = this.#now() - Number.parseInt(made, 36)
    if (!(age >= 0 && age < goodForMs)) return 'the challenge is too old: ask for a new one'
    if (this.#used.has(challenge)) return 'the challenge was used: ask for a new one'
    if (nonce.length > 40 || workOf(challenge, nonce) < Number(bits)) return 'the answer is wrong'
    this.#used.set(challenge, this.#now())
    this.#rate = { tokens: this.#perMinute() + 1, at: this.#now() }
    for (const [old, when] of this.#used) {
      if (this.#used.size <= mostRemembered && this.#now() - when < goodForMs) break
      this.#used.delete(old)
    }
    return undefined
  }

  /** How many were taken in the last minute, smoothed. */
  #perMinute(): number {
    return this.#rate.tokens * Math.exp(-(this.#now() - this.#rate.at) / 60_000)
  }

  #sign(body: string): string {
    return createHmac('sha256', this.#secret).update(body).digest('base64url').slice(0, 22)
  }
}
