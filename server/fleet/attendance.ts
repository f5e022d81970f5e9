/** An operator's desk says each minute that it is open; who was not heard for so long has left. */
const stayMs = 150_000
/** People, not requests: no room has more. */
const most = 1_000

/** A word about an open desk that every node must know. */
export interface DeskWord {
  /** The person's reference. */
  operator: string
}

/** Who sits at a desk as operator, however many pages of it are open. In memory: after a restart they speak again within a minute. */
export class Attendance {
  readonly #now: () => number
  readonly #tell: (word: DeskWord) => void
  #heard = new Map<string, number>()

  constructor(tell: (word: DeskWord) => void, now: () => number) {
    this.#tell = tell
    this.#now = now
  }

  present(operator: string): void {
    this.#tell({ operator })
    this.take({ operator })
  }

  /** Takes in what another node heard. */
  take({ operator }: DeskWord): void {
    this.#heard.delete(operator)
    this.#heard.set(operator, this.#now())
    const [oldest] = this.#heard.keys()
    if (this.#heard.size > most && oldest !== undefined) this.#heard.delete(oldest)
  }

  /** How many operators sit at a desk now. */
  get operators(): number {
    const from = this.#now() - stayMs
    return [...this.#heard.values()].filter((at) => at > from).length
  }
}
