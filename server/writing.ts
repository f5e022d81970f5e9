const againMs = 1_000

/** Since when nothing can be written down, and why. */
export interface Failing {
  /** ms UTC of this machine. */
  since: number
  reason: string
}

/** Whether a world's log takes writes. Where it fails it is tried again each second, also when nobody tells anything. */
export class Writing {
  readonly #check: () => Promise<void>
  readonly #now: () => number
  #failing: Failing | undefined
  #over: (Failing & { until: number }) | undefined
  #timer: NodeJS.Timeout | undefined
  #closed = false

  constructor(check: () => Promise<void>, now: () => number = Date.now) {
    this.#check = check
    this.#now = now
  }

  get failing(): Failing | undefined {
    return this.#failing
  }

  /** The last time it failed, until when (ms UTC). */
  get over(): (Failing & { until: number }) | undefined {
    return this.#over
  }

  failed(reason: string): void {
    this.#failing ??= { since: this.#now(), reason }
    this.#timer ??= this.#closed ? undefined : setTimeout(() => this.#again(), againMs).unref()
  }

  #again(): void {
    this.#timer = undefined
    if (!this.#failing) return
    this.#check().then(
      () => this.worked(),
      () => this.failed(''),
    )
  }

  worked(): void {
    if (!this.#failing) return
    this.#over = { ...this.#failing, until: this.#now() }
    this.#failing = undefined
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }
}
