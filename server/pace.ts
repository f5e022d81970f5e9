/** At most one frame in this time. */
const tickMs = 50
/** Where so many screens are told of more events than anyone can follow, one in this time: each frame costs each screen. */
const crowded = { screens: 250, eventsPerSecond: 250, tickMs: 100 }

/** When the next frame goes out: the first after a quiet tick at once, the others together. */
export class Pace {
  readonly #tick: () => void
  #due: NodeJS.Timeout | undefined
  #soon = false
  #since = 0
  #last = -tickMs
  #pause = tickMs

  constructor(tick: () => void) {
    this.#tick = tick
  }

  /** There is something to tell; what became durable together with it goes along. */
  tickSoon(): void {
    if (this.#soon) return
    this.#soon = true
    this.#since = performance.now()
    const wait = this.#last + this.#pause - performance.now()
    if (wait <= 0) queueMicrotask(this.#tick)
    else this.#due = setTimeout(this.#tick, wait)
  }

  /** A frame of so many events goes out to so many screens. */
  ticked(events: number, screens: number): void {
    clearTimeout(this.#due)
    this.#soon = false
    const now = performance.now()
    const isBusy = events * 1000 > crowded.eventsPerSecond * (now - this.#last)
    this.#pause = isBusy && screens >= crowded.screens ? crowded.tickMs : tickMs
    this.#last = now
  }

  /** For how many ms what is told now was due. */
  get waited(): number {
    return performance.now() - this.#since
  }

  stop(): void {
    clearTimeout(this.#due)
    this.#soon = true
  }
}
