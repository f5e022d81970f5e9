/**
 * The newest events in memory as JSON texts, for screens that come back: bounded in number and in characters. Texts and
 * not events: each is made once, whoever is told it, and a text is one thing for the collector where an event is ten.
 */
export class Tail {
  readonly #most: number
  readonly #mostCharacters: number
  #texts: string[] = []
  /** The first that is still kept: what lies before it is cut away now and then. */
  #from = 0
  #weight = 0
  /** The seq of the newest. */
  #last = 0

  constructor(most = 5_000, mostCharacters = 16_000_000) {
    this.#most = most
    this.#mostCharacters = mostCharacters
  }

  /** Takes the next events, the newest of which is `last`. */
  push(last: number, texts: readonly string[]): void {
    for (const text of texts) {
      this.#texts.push(text)
      this.#weight += text.length
    }
    this.#last = last
    while (this.#isTooMuch()) this.#weight -= this.#texts[this.#from++]?.length ?? 0
    if (this.#from * 2 < this.#texts.length) return
    this.#texts = this.#texts.slice(this.#from)
    this.#from = 0
  }

  /**
   * Takes what lies just before the oldest, as much as there is room for; `last` is the newest of it. Answers whether there
   * is room for more; none where what has come since has pushed out what it would join.
   */
  pushBefore(last: number, texts: readonly string[]): boolean {
    if (last + 1 !== this.#first) return false
    this.#texts = [...texts, ...this.#texts.slice(this.#from)]
    this.#from = 0
    for (const { length } of texts) this.#weight += length
    const room = !this.#isTooMuch()
    while (this.#isTooMuch()) this.#weight -= this.#texts[this.#from++]?.length ?? 0
    return room
  }

  #isTooMuch(): boolean {
    const kept = this.#texts.length - this.#from
    return kept > this.#most || (kept > 0 && this.#weight > this.#mostCharacters)
  }

  /** The seq of the oldest. */
  get #first(): number {
    return this.#last - (this.#texts.length - this.#from) + 1
  }

  /** The events after `after` up to and with `to`; undefined when the tail does not reach back that far. */
  between(after: number, to: number): string[] | undefined {
    if (after === to) return []
    if (this.#from === this.#texts.length || after + 1 < this.#first || after > to) return undefined
    const start = this.#from + after + 1 - this.#first
    return this.#texts.slice(start, start + to - after)
  }

  /** The same in parts of about `most` characters each, each part at least one event. */
  parts(after: number, to: number, most: number): string[][] | undefined {
    const texts = this.between(after, to)
    if (!texts) return undefined
    const parts: string[][] = []
    let weight = Infinity
    for (const text of texts) {
      if (weight + text.length > most) {
        parts.push([])
        weight = 0
      }
      parts.at(-1)?.push(text)
      weight += text.length
    }
    return parts
  }

  /** How many characters those events make; undefined when the tail does not reach back that far. */
  weight(after: number, to: number): number | undefined {
    return this.between(after, to)?.reduce((sum, { length }) => sum + length, 0)
  }
}
