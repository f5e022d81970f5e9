import { ask } from '../ask.ts'
import { chosenWorld, inWorld } from '../appearance.ts'
import { situationIn } from '../receiver.ts'
import type { Present } from '../present.svelte.ts'
import type { Replica } from '../replica.svelte.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { WorldInfo } from '../../shared/protocol.ts'
import type { SituationJson } from '../../shared/situation/situation.ts'

const pageSize = 1_000
/** More events than this are not kept: further on, the scrubbing starts from a newer snapshot. */
const mostKept = 50_000
const tickMs = 100
const mostStepMs = 2_000

export const speeds = [1, 10, 60, 600] as const

/**
 * What the room knew at a past moment (recorded ≤ at). One snapshot is fetched, then the log is read onward page by
 * page and folded here: moving forward costs a fold of what lies between, moving back a fold from the snapshot.
 */
export class TimeMachine {
  /** The moment that is shown, ms UTC. */
  at = $state(0)
  /** From where to where the bar reaches, ms UTC. */
  from = $state(0)
  to = $state(0)
  playing = $state(false)
  speed = $state<number>(60)
  loading = $state(false)
  failed = $state<'' | 'failed' | 'version'>('')

  readonly #replica: Replica
  readonly #present: Present
  #start: { epoch: string; json: string; seq: number; at: number } | undefined
  #events: RecordedEvent[] = []
  #world: WorldInfo | undefined
  /** Up to which seq the log was read, and whether that is its end. */
  #read = 0
  #end = false
  #wanted = 0
  #busy = false

  constructor(replica: Replica, present: Present, at: number) {
    this.#replica = replica
    this.#present = present
    this.#wanted = at
  }

  /** Fetches the first snapshot and plays where asked, until the returned function is called. */
  begin(): () => void {
    void this.#begin()
    let before = performance.now()
    const timer = setInterval(() => {
      const passed = performance.now() - before
      before += passed
      // A slow machine takes larger steps, not more time; a page that was hidden does not leap.
      if (this.playing && !this.loading)
        this.go(Math.min(this.to, this.at + Math.min(passed, mostStepMs) * this.speed))
      if (this.at >= this.to) this.playing = false
    }, tickMs)
    return () => clearInterval(timer)
  }

  /** Shows another moment; while one is being made ready only the last wish counts. */
  go(at: number): void {
    this.#wanted = at
    this.#show(at)
    if (!this.#busy) void this.#work()
  }

  async #begin(): Promise<void> {
    const { body } = await ask('GET', '/api/worlds')
    const worlds = Array.isArray(body.worlds)
      ? (body.worlds as (WorldInfo & { clock: { now: number } })[])
      : []
    const world = worlds.find(({ name }) => name === (chosenWorld ?? 'real')) ?? worlds[0]
    if (world)
      this.#world = { name: world.name, kind: world.kind, ...(world.title && { title: world.title }) }
    const now = world?.clock.now ?? this.#wanted
    this.to = now
    this.from = Math.min(this.#wanted, now) - 12 * 3_600_000
    this.go(Math.min(this.#wanted, now))
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      for (let at = NaN; at !== this.#wanted;) {
        at = this.#wanted
        await this.#reach(at)
      }
      this.failed = ''
    } catch (error) {
      this.failed = error instanceof WrongVersion ? 'version' : 'failed'
      this.playing = false
    } finally {
      this.loading = false
      this.#busy = false
    }
  }

  async #reach(at: number): Promise<void> {
    const start = this.#start
    if (!start || at < start.at || this.#events.length > mostKept) await this.#fetch(at)
    const moment = new Date(at).toISOString()
    while (!this.#end && (this.#events.at(-1)?.recorded ?? '') <= moment && this.#events.length <= mostKept)
      await this.#readOn()
    this.#fold(moment)
  }

  async #fetch(at: number): Promise<void> {
    this.loading = true
    // A little before, so that a small step back costs nothing.
    const earlier = Math.max(0, at - 30 * 60_000)
    const { ok, body } = await ask(
      'GET',
      inWorld(`/api/situation?${new URLSearchParams({ at: new Date(earlier).toISOString() })}`),
    )
    const json = situationIn(body)
    const position = body.position as { epoch?: unknown } | undefined
    if (!ok || !json) throw new Error('no situation')
    if (body.fold !== __FOLD__) throw new WrongVersion()
    this.#start = { epoch: String(position?.epoch), json: JSON.stringify(json), seq: json.seq, at: earlier }
    this.#events = []
    this.#read = json.seq
    this.#end = false
    this.#adopt()
    this.loading = false
  }

  async #readOn(): Promise<void> {
    const { ok, body } = await ask('GET', inWorld(`/api/events?after=${this.#read}&limit=${pageSize}`))
    if (!ok) throw new Error('no events')
    const events = Array.isArray(body.events) ? (body.events as RecordedEvent[]) : []
    this.#events.push(...events)
    this.#read = Number(body.next)
    this.#end = this.#read >= Number(body.head)
  }

  #adopt(): void {
    const start = this.#start
    if (!start) return
    const json = JSON.parse(start.json) as SituationJson
    this.#replica.adopt({ epoch: start.epoch, seq: start.seq }, this.#world, json)
  }

  /** Brings the replica to `moment`: onward from where it stands, or anew from the snapshot when that lies behind. */
  #fold(moment: string): void {
    const start = this.#start
    if (!start) return
    const upTo = lastBefore(this.#events, moment)
    const wanted = this.#events[upTo]?.seq ?? start.seq
    if ((this.#replica.position?.seq ?? 0) > wanted) this.#adopt()
    const after = this.#replica.position?.seq ?? start.seq
    const events = this.#events.slice(Math.max(0, after - start.seq), upTo + 1)
    if (events.length > 0) this.#replica.take({ after, to: wanted, events })
  }

  #show(at: number): void {
    this.at = at
    this.#present.showPast(at)
  }
}

class WrongVersion extends Error {}

/** The place of the last event recorded at or before `moment`; -1: none. */
function lastBefore(events: readonly RecordedEvent[], moment: string): number {
  let [low, high] = [0, events.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((events[middle]?.recorded ?? '') <= moment) low = middle + 1
    else high = middle
  }
  return low - 1
}
