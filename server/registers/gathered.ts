import type { Line } from './line.ts'

/** So long events wait for more: a commit of each register costs the same for one event as for fifty. */
const gatherMs = 100
const mostCharacters = 1_000_000

/** What was said in one piece and is still to be handed over to the thread. */
interface Piece {
  /** Those that wait for it. */
  lines: readonly Line[]
  first: number
  last: number
  /** Each event as a JSON text. */
  texts: string[]
}

/** Gathers events that follow on one another, until they have waited long enough or are many. */
export class Gathered {
  readonly #full: () => void
  #piece: Piece | undefined
  #characters = 0
  #timer: NodeJS.Timeout | undefined

  constructor(full: () => void) {
    this.#full = full
  }

  /** The lines that wait for events up to the one before `first`. */
  before(first: number): readonly Line[] | undefined {
    return this.#piece?.last === first - 1 ? this.#piece.lines : undefined
  }

  /** The seq of the first event that waits for this line; undefined where none does. */
  from(line: Line): number | undefined {
    return this.#piece?.lines.includes(line) ? this.#piece.first : undefined
  }

  add(lines: readonly Line[], last: number, texts: readonly string[]): void {
    const piece = (this.#piece ??= { lines, first: last - texts.length + 1, last, texts: [] })
    piece.last = last
    for (const text of texts) {
      piece.texts.push(text)
      this.#characters += text.length
    }
    if (this.#characters >= mostCharacters) this.#full()
    else this.#timer ??= setTimeout(this.#full, gatherMs)
  }

  /** Takes it out: whoever does hands it over. */
  take(): Piece | undefined {
    const piece = this.#piece
    clearTimeout(this.#timer)
    this.#timer = this.#piece = undefined
    this.#characters = 0
    return piece
  }
}
