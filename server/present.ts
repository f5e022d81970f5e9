import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib'
import { cut, cutSituation, type Audience } from '../shared/audience.ts'
import type { RecordedEvent } from '../shared/events/types.ts'
import { evolve } from '../shared/situation/evolve.ts'
import { situationFromJson, situationToJson } from '../shared/situation/json.ts'
import { createSituation, type Situation, type SituationJson } from '../shared/situation/situation.ts'
import { foldVersion } from './fold-version.ts'
import { LogUnavailable, type Log } from './log/log.ts'
import { Tail } from './tail.ts'

const compress = promisify(brotliCompress)
const checkpointEvery = 20_000
/** Nobody waits for more than this to be folded anew. */
const mostFolded = 2 * checkpointEvery
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
  #stop: () => void = () => undefined

  private constructor(log: Log, fold: string, situations: Record<Audience, Situation>) {
    this.#log = log
    this.#fold = fold
    this.situations = situations
    this.#checkpointed = { seq: situations.staff.seq, recorded: situations.staff.recorded }
  }

  /** Starts from the newest checkpoint of this fold, else from the first event. `first` are the region pack's settings. */
  static async open(log: Log, first: Record<string, unknown>): Promise<Present> {
    const present = new Present(log, foldOf(first), await restore(log, first))
    const { seq } = present.situations.staff
    for (let after = Math.max(0, seq - 5_000); after < seq; after += 200) {
      const before = await log.read(after, Math.min(200, seq - after)).catch(unread)
      const last = before?.at(-1)?.seq
      const texts = before?.map((event) => JSON.stringify(event))
      for (const audience of audiences)
        if (before && texts && last !== undefined)
          present.tails[audience].push(
            last,
            textsOf(
              before.map((event) => cut(event, audience)),
              before,
              texts,
            ),
          )
        else present.tails[audience] = new Tail()
    }
    for (let events = await log.read(seq, 2_000); events.length > 0;) {
      present.#apply(events)
      await present.#saving
      events = await log.read(present.seq, 2_000)
    }
    present.#stop = log.follow(present.seq, (events) => present.#apply(events))
    return present
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
      for (const event of seen) evolve(situation, event)
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
    this.#stop()
    this.#listeners.clear()
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

/** What a checkpoint depends on besides the log: the version of shared/ and the settings before the first event. */
function foldOf(first: Record<string, unknown>): string {
  return `${foldVersion()}-${hash('sha256', JSON.stringify(first)).slice(0, 8)}`
}

async function restore(log: Log, first: Record<string, unknown>): Promise<Record<Audience, Situation>> {
  const json = await checkpointJson(log, first)
  if (!json) return { wall: createSituation(first), staff: createSituation(first) }
  const wall = situationFromJson(cutSituation(json(), 'wall'))
  return { wall, staff: situationFromJson(json()) }
}

async function checkpointJson(
  log: Log,
  first: Record<string, unknown>,
  at?: string,
): Promise<(() => SituationJson) | undefined> {
  const checkpoint = await log.checkpoint(foldOf(first), at)
  if (!checkpoint) return undefined
  try {
    const text = brotliDecompressSync(checkpoint.body).toString()
    return () => JSON.parse(text) as SituationJson
  } catch {
    // A checkpoint only saves time: one that cannot be read is none, and the log is folded anew.
    return undefined
  }
}

/**
 * The situation as it stood at `seq`, folded on from the newest checkpoint; undefined where that is newer already, or too far
 * back. Rejects with LogUnavailable.
 */
export async function situationUpTo(
  log: Log,
  first: Record<string, unknown>,
  seq: number,
  audience: Audience,
): Promise<Situation | undefined> {
  const json = (await checkpointJson(log, first))?.()
  const situation = json ? situationFromJson(cutSituation(json, audience)) : createSituation(first)
  if (situation.seq > seq || seq - situation.seq > mostFolded) return undefined
  while (situation.seq < seq) {
    const events = await log.read(situation.seq, Math.min(500, seq - situation.seq))
    if (events.length === 0) return undefined
    for (const event of events) evolve(situation, cut(event, audience))
    // Others get their turn.
    await new Promise<void>((resume) => setImmediate(resume))
  }
  return situation
}

/** The situation as it was known at `at` (UTC): the events recorded up to and with that moment, folded. */
export async function situationAt(log: Log, first: Record<string, unknown>, at: string, audience: Audience) {
  const json = await checkpointJson(log, first, at)
  const situation = json ? situationFromJson(cutSituation(json(), audience)) : createSituation(first)
  for (;;) {
    // Others get their turn: a long day may lie between the checkpoint and `at`.
    await new Promise<void>((resume) => setImmediate(resume))
    const events = await log.read(situation.seq, 500)
    for (const event of events) {
      if (event.recorded > at) return situation
      evolve(situation, cut(event, audience))
    }
    if (events.length === 0) return situation
  }
}
