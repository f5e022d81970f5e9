import type { BeatMessage, EventsMessage, Position, SnapshotMessage, WorldClock } from '../shared/protocol.ts'
import { areColumns, fromColumns, type SituationColumns } from '../shared/situation/columns.ts'
import { kinds } from '../shared/situation/items.ts'
import type { SituationJson } from '../shared/situation/situation.ts'
import type { Replica } from './replica.svelte.ts'

/** What the receiver needs of its surroundings. */
interface Surroundings {
  /** The fold of this build. */
  fold: string
  fetch: (url: string) => Promise<unknown>
  resume: (position: Position) => void
  /** The server speaks another fold: this build can no longer follow. */
  outdated: () => void
  heard: (clock: WorldClock, epoch: string) => void
}

const mostQueued = 20_000
/** A copy that keeps differing is asked for again at this pace at most. */
const resyncEveryMs = 30_000

/** Follows the wire: snapshots replace, frames are folded in without a gap, beats are compared. */
export class Receiver {
  /** How often the digest of a beat differed from ours at the same seq. */
  differed = 0
  /** Set for good once the server's fold is not ours. */
  stopped = false

  #replica: Replica
  #around: Surroundings
  #fetching: object | undefined
  #queue: EventsMessage[] = []
  #queued = 0
  #askedFrom: string | undefined
  #resynced = -Infinity

  constructor(replica: Replica, around: Surroundings) {
    this.#replica = replica
    this.#around = around
  }

  /** A new connection: what was asked for on the old one will not be answered. */
  connected(): void {
    this.#askedFrom = undefined
    this.#fetching = undefined
    this.#emptyQueue()
  }

  async snapshot(message: SnapshotMessage): Promise<void> {
    if (!this.#accepts(message.fold)) return
    this.#askedFrom = undefined
    this.#emptyQueue()
    this.#fetching = undefined
    if (message.situation) return this.#adopt(message, message.position, message.situation)
    if (!message.url) return
    const mine = (this.#fetching = {})
    const answer = await this.#around.fetch(message.url).catch(() => undefined)
    // A newer snapshot or connection has taken over meanwhile.
    if (this.#fetching !== mine) return
    this.#fetching = undefined
    const situation = situationIn(answer)
    if (!situation) {
      this.#emptyQueue()
      return this.#around.resume({ epoch: '', seq: 0 })
    }
    this.#adopt(message, positionIn(answer) ?? message.position, situation)
    const waiting = this.#queue
    this.#emptyQueue()
    for (const frame of waiting) this.events(frame)
  }

  events(message: EventsMessage): void {
    if (this.stopped) return
    const { position } = this.#replica
    this.#around.heard(message.clock, position?.epoch ?? '')
    if (this.#fetching) return this.#keep(message)
    if (!position) return
    try {
      const taken = this.#replica.take(message)
      if (taken === 'gap') this.#ask(position)
      else if (taken === 'folded') this.#askedFrom = undefined
    } catch {
      // The fold does not know a type that stands in the log: only a newer build can go on.
      this.#stop()
    }
  }

  /** `at`: ms of a steady clock. */
  beat(message: BeatMessage, at: number): void {
    const { position } = this.#replica
    if (this.stopped) return
    this.#around.heard(message.clock, position?.epoch ?? '')
    if (!this.#accepts(message.fold) || !position || this.#fetching) return
    if (message.seq > position.seq) return this.#ask(position)
    if (message.seq < position.seq || message.digest === this.#replica.digest()) return
    this.differed++
    if (at - this.#resynced < resyncEveryMs) return
    this.#resynced = at
    this.#around.resume({ epoch: '', seq: 0 })
  }

  /** Asks once per position, however many frames tell of the same gap. */
  #ask(position: Position): void {
    const key = `${position.epoch}/${position.seq}`
    if (key === this.#askedFrom) return
    this.#askedFrom = key
    this.#around.resume(position)
  }

  #adopt(message: SnapshotMessage, position: Position, situation: SituationJson): void {
    this.#replica.adopt(position, message.world, situation)
    this.#around.heard(message.clock, position.epoch)
  }

  #keep(message: EventsMessage): void {
    this.#queued += message.events.length
    this.#queue.push(message)
    // Frames that no longer fit are asked for again, once the snapshot is there and a gap shows.
    if (this.#queued > mostQueued) this.#emptyQueue()
  }

  #emptyQueue(): void {
    this.#queue = []
    this.#queued = 0
  }

  #accepts(fold: string): boolean {
    if (this.stopped) return false
    if (fold === this.#around.fold) return true
    this.#stop()
    return false
  }

  #stop(): void {
    if (this.stopped) return
    this.stopped = true
    this.#around.outdated()
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isSituation(value: unknown): value is SituationJson {
  return isRecord(value) && typeof value.seq === 'number' && kinds.every((kind) => Array.isArray(value[kind]))
}

function inColumns(columns: SituationColumns): SituationJson | undefined {
  try {
    return situationIn(fromColumns(columns))
  } catch {
    // Broken: asked for anew like one that is not there.
    return undefined
  }
}

/** The situation in an HTTP answer, in columns, bare, or with its position beside it. */
export function situationIn(answer: unknown): SituationJson | undefined {
  if (areColumns(answer)) return inColumns(answer)
  if (isSituation(answer)) return answer
  return isRecord(answer) && isSituation(answer.situation) ? answer.situation : undefined
}

function positionIn(answer: unknown): Position | undefined {
  const position = isRecord(answer) ? answer.position : undefined
  if (!isRecord(position) || typeof position.epoch !== 'string' || typeof position.seq !== 'number')
    return undefined
  return { epoch: position.epoch, seq: position.seq }
}
