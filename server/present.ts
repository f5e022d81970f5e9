import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { cut, type Audience } from '../shared/audience.ts'
import type { RecordedEvent } from '../shared/events/types.ts'
import { evolveAll } from '../shared/situation/evolve-all.ts'
import { situationToJson } from '../shared/situation/json.ts'
import type { Situation } from '../shared/situation/situation.ts'
import { LogUnavailable, type Log } from './log/log.ts'
import { foldOf, restore } from './restore.ts'
import { Tail } from './tail.ts'

const compress = promisify(brotliCompress)
const checkpointEvery = 20_000
/** So many events of before a start are brought into the tails at a time. */
const broughtAtOnce = 200
const audiences = ['wall', 'staff'] as const satisfies Audience[]

/** Told of events that were folded in: the newest seq, and each as a JSON text, whole. */
type OnApplied = (seq: number, texts: readonly string[]) => void

/** The present of a log, once per audience: what `log.follow` reads back is folded, kept in the tail and told on. */
export class Present {
  readonly situations: Record<Audience, Situation>
  readonly tails: Record<Audience, Tail> = { wall: new Tail(), staff: new Tail() }
  readonly #log: Log
  readonly #fold: string
  #listeners = new Set<OnApplied>()
  #checkpointed: { seq: number; recorded: string }
  #saving: Promise<void> | undefined
  /** The checkpoint that it started from: the tails reach back to it by themselves. */
  readonly #opened: number
  #bringing: Promise<void> | undefined
  #closed = false
  #stop: () => void = () => undefined

  private constructor(log: Log, fold: string, situations: Record<Audience, Situation>) {
    this.#log = log
    this.#fold = fold
    this.situations = situations
    this.#checkpointed = { seq: situations.staff.seq, recorded: situations.staff.recorded }
    this.#opened = situations.staff.seq
  }

  /** Starts from the newest checkpoint of this fold, else from the first event. `first` are the region pack's settings. */
  static async open(log: Log, first: Record<string, unknown>): Promise<Present> {
    const present = new Present(log, foldOf(first), await restore(log, first))
    const { seq } = present.situations.staff
    for (const audience of audiences) present.tails[audience].push(seq, [])
    for (let events = await log.read(seq, 2_000); events.length > 0;) {
      present.#apply(events)
      await present.#saving
      events = await log.read(present.seq, 2_000)
    }
    present.#stop = log.follow(present.seq, (events) => present.#apply(events))
    return present
  }

  /**
   * Resolves when the tails reach back behind the start: a screen that was away is answered then. A start need not wait for
   * it, and where nobody asked it is not done.
   */
  bringTails(): Promise<void> {
    return (this.#bringing ??= this.#bringTails(this.#opened))
  }

  async #bringTails(from: number): Promise<void> {
    let room = true
    for (let to = from; to > 0 && room && !this.#closed; to -= broughtAtOnce) {
      const after = Math.max(0, to - broughtAtOnce)
      const events = await this.#log.read(after, to - after).catch(unread)
      if (events?.at(-1)?.seq !== to) return
      const texts = events.map((event) => JSON.stringify(event))
      const brought = audiences.map((audience) => {
        const seen = audience === 'staff' ? events : events.map((event) => cut(event, audience))
        return this.tails[audience].pushBefore(to, textsOf(seen, events, texts))
      })
      room = brought.some((more) => more)
      // Others get their turn.
      await new Promise<void>((resume) => setImmediate(resume))
    }
  }

  get seq(): number {
    return this.situations.staff.seq
  }

  /** The newest checkpoint of this fold: up to which seq, and when that was recorded, UTC; 0 and '' without one. */
  get checkpointed(): Readonly<{ seq: number; recorded: string }> {
    return this.#checkpointed
  }

  #apply(events: RecordedEvent[]): void {
    const last = events.at(-1)?.seq
    if (last === undefined) return
    // One text of each event, for every frame, for who comes back, and for the registers.
    const texts = events.map((event) => JSON.stringify(event))
    for (const audience of audiences) {
      const situation = this.situations[audience]
      const seen = audience === 'staff' ? events : events.map((event) => cut(event, audience))
      evolveAll(situation, seen)
      this.tails[audience].push(last, textsOf(seen, events, texts))
    }
    for (const listener of this.#listeners) listener(last, texts)
    if (this.seq - this.#checkpointed.seq < checkpointEvery || this.#saving) return
    // What cannot be kept now is kept with a later one: a checkpoint only saves time.
    const kept = () => (this.#saving = undefined)
    this.#saving = this.checkpoint().then(kept, kept)
  }

  /** Calls back whenever events were folded in; answers how to stop. */
  onApplied(listener: OnApplied): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Writes a checkpoint of now. */
  async checkpoint(): Promise<void> {
    const { seq, recorded } = this.situations.staff
    if (seq === 0) return
    this.#checkpointed = { seq, recorded }
    const text = JSON.stringify(situationToJson(this.situations.staff))
    const body = await compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
    await this.#log.saveCheckpoint({ seq, recorded, fold: this.#fold, body })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stop()
    this.#listeners.clear()
    await this.#bringing
    await this.#saving
    if (this.seq > this.#checkpointed.seq) await this.checkpoint()
  }
}

/** The texts of events as somebody sees them, by those of the whole ones: most have nothing that is cut. */
function textsOf(
  seen: readonly RecordedEvent[],
  whole: readonly RecordedEvent[],
  texts: readonly string[],
): readonly string[] {
  if (seen === whole) return texts
  return seen.map((event, at) => (event === whole[at] ? (texts[at] ?? '') : JSON.stringify(event)))
}

/** What lies in an archive file that is not there is no reason not to start: the tail begins behind it. */
function unread(error: unknown): undefined {
  if (!(error instanceof LogUnavailable)) throw error
}
