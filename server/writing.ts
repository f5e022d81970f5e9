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
  #checking = false
  #failures = 0
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
    this.#failures++
    this.#failing ??= { since: this.#now(), reason }
    this.#timer ??= this.#closed ? undefined : setTimeout(() => this.#again(), againMs).unref()
  }

  /** Something was written. Whether all can be is found out now: a statement without a person needs no vault. */
  worked(): void {
    if (this.#failing && !this.#checking) this.#again()
  }

  #again(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#checking = true
    const since = this.#failures
    this.#check()
      .then(
        () => since === this.#failures,
        () => false,
      )
      .then((all) => {
        this.#checking = false
        if (all) this.#recovered()
        else this.failed('')
      })
  }

  #recovered(): void {
    if (!this.#failing) return
    this.#over = { ...this.#failing, until: this.#now() }
    this.#failing = undefined
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
  }
}
