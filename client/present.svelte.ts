import type { WorldClock } from '../shared/protocol.ts'
import { Clock, linkState, type LinkState, type Standing } from './clock.ts'

const tickMs = 250
const minuteMs = 60_000

/** The present as a screen may claim it: the world's clock, and what the link is worth. */
export class Present {
  link = $state<LinkState>('lost')
  /** The world's moment, ms UTC; undefined until the server has spoken. Stands still while the link is not live. */
  now = $state<number | undefined>()
  /** The beginning of the world's minute. */
  minute = $derived(this.now === undefined ? 0 : Math.floor(this.now / minuteMs) * minuteMs)
  rate = $state(1)
  /** The world's moment at which the link was last live. */
  since = $state<number | undefined>()
  /** How long nothing was heard, or nothing of it was taken in, whole seconds of ours. */
  silentSeconds = $state(0)
  /** The server has a newer version: the picture stays as it is until the page is loaded anew. */
  updating = $state(false)
  /** The moment that is shown, ms UTC, where it is not the present: then the link is never live. */
  past = $state<number | undefined>()
  /** HTTP status of a refusal: 401 or 403. */
  refused = $state<number | undefined>()
  /** How often a copy was found to differ. */
  differed = $state(0)
  /** Since when (UTC) the server can write nothing down; undefined: it can. */
  unwritten = $state<string>()

  #clock = new Clock()
  #heard: number | undefined
  #cut: number | undefined
  #opened: number | undefined
  #frozen: number | undefined
  #steady: () => number

  constructor(steady: () => number = () => performance.now()) {
    this.#steady = steady
  }

  /** Ticks until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => this.tick(), tickMs)
    return () => clearInterval(timer)
  }

  heard(clock: WorldClock, epoch: string): void {
    this.#heard = this.#steady()
    if (!this.updating) this.#frozen = undefined
    this.#clock.set(clock, this.#heard, epoch || undefined)
    this.rate = clock.rate
    this.tick()
  }

  /** Something kept from before is shown: it was true at `now` (the world's, ms UTC), `ago` ms before this moment. */
  restore(now: number, ago: number): void {
    if (this.#heard !== undefined) return
    const at = this.#steady()
    this.#clock.set({ now, rate: 1 }, at)
    this.#frozen = at - ago
    this.since = now
    this.tick()
  }

  connected(): void {
    this.#cut = undefined
    this.#opened = this.#steady()
    this.refused = undefined
  }

  /** The picture has not been brought up to date for `ms`, and will not be until the page is loaded anew. */
  outdated(ms: number): void {
    this.updating = true
    this.#frozen = this.#steady() - ms
    this.tick()
  }

  cut(status?: number): void {
    this.#cut ??= this.#steady()
    if (status !== undefined) this.refused = status
    this.tick()
  }

  /** ms since anything was heard, or since the connection opened when that is later. */
  silence(): number {
    const last = Math.max(this.#heard ?? -Infinity, this.#opened ?? -Infinity)
    return Number.isFinite(last) ? this.#steady() - last : 0
  }

  /** What tiles go by. */
  get standing(): Standing {
    return this.past === undefined ? this.link : 'past'
  }

  /** Shows a past moment for the page's life: nothing that is heard makes it live. */
  showPast(at: number): void {
    this.past = this.now = at
    this.link = 'lost'
    this.refused = undefined
  }

  tick(): void {
    if (this.past !== undefined) return
    const at = this.#steady()
    const link = linkState(this.#heard, this.#cut, at)
    // A picture that is no longer brought up to date is not live, however well the server is heard.
    this.link = this.updating && link === 'live' ? 'late' : link
    this.now = this.#clock.read(at, this.link === 'live')
    const last = this.#frozen ?? this.#heard
    this.silentSeconds = last === undefined ? 0 : Math.floor((at - last) / 1000)
    if (this.link === 'live') this.since = this.now
  }
}
