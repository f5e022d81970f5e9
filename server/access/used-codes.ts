/** A code of an authenticator is good for about 90 s (RFC 6238 with one step either way). */
const rememberedMs = 120_000

/** Remembers the one-time codes that opened a door, so that none opens it twice. */
export class UsedCodes {
  readonly #now: () => number
  #used = new Map<string, number>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Whether this person's code is used for the first time. */
  first(person: string, code: string): boolean {
    const now = this.#now()
    for (const [name, at] of this.#used) {
      if (now - at < rememberedMs) break
      this.#used.delete(name)
    }
    const name = `${person} ${code}`
    if (this.#used.has(name)) return false
    this.#used.set(name, now)
    return true
  }
}
