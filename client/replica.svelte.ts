import type { EventsMessage, Position, WorldInfo } from '../shared/protocol.ts'
import { digest } from '../shared/situation/digest.ts'
import { evolveAll } from '../shared/situation/evolve-all.ts'
import { kinds, type Kind } from '../shared/situation/items.ts'
import { situationFromJson } from '../shared/situation/json.ts'
import type { Situation, SituationJson, Touch } from '../shared/situation/situation.ts'
import { nextFrame } from './next-frame.ts'

/** What came of a frame: folded in, already known, or something before it is missing. */
type Taken = 'folded' | 'known' | 'gap'

/** Told what changed as it is folded in; 'all' when the whole situation was replaced. */
type TouchListener = (touched: readonly Touch[] | 'all') => void

/**
 * A screen's copy of the situation, and its position. Folds at once; gives out a new shallow view of the situation once
 * per painted frame and raises one counter per touched kind. The old view stays until the new one is painted.
 */
export class Replica {
  /** The situation as last given out: the living maps, a new object each time. */
  view = $state.raw<Situation | undefined>()
  world = $state.raw<WorldInfo | undefined>()
  /** How often each kind was given out changed. */
  counters = $state(Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>)
  /** The position that is in the DOM and has seen one animation frame. */
  painted = $state.raw<Position>({ epoch: '', seq: 0 })

  #situation: Situation | undefined
  #epoch = ''
  #kept = false
  #world: WorldInfo | undefined
  #changed = new Set<Kind>()
  #scheduled = false
  #listeners = new Set<TouchListener>()
  #frame: (callback: () => void) => void

  constructor(frame: (callback: () => void) => void = nextFrame) {
    this.#frame = frame
  }

  /** The living situation with everything folded in, ahead of what is painted. */
  get situation(): Situation | undefined {
    return this.#situation
  }

  /** Undefined while only something kept is shown: the server is then asked for everything. */
  get position(): Position | undefined {
    if (!this.#situation || this.#kept) return undefined
    return { epoch: this.#epoch, seq: this.#situation.seq }
  }

  /** Replaces everything with what the server has. */
  adopt(position: Position, world: WorldInfo | undefined, json: SituationJson): void {
    this.#kept = false
    this.#situation = situationFromJson(json)
    this.#situation.seq = position.seq
    this.#epoch = position.epoch
    if (world) this.#world = world
    this.#note('all')
  }

  /** Shows what was kept from before, until the server has spoken; nothing is folded into it. */
  show(position: Position, world: WorldInfo | undefined, json: SituationJson): void {
    if (this.#situation) return
    this.adopt(position, world, json)
    this.#kept = true
  }

  /** Folds in a frame that follows on; leaves everything as it is when something before it is missing. */
  take({ after, to, events }: Pick<EventsMessage, 'after' | 'to' | 'events'>): Taken {
    const situation = this.#situation
    if (!situation || this.#kept || after > situation.seq) return 'gap'
    if (to <= situation.seq) return 'known'
    const fresh = events.filter((event) => event.seq > situation.seq)
    const first = situation.seq + 1
    if (fresh.length !== to - situation.seq || fresh.some((event, at) => event.seq !== first + at))
      return 'gap'
    evolveAll(situation, fresh, (touched) => this.#note(touched))
    return 'folded'
  }

  digest(): string | undefined {
    return this.#situation && digest(this.#situation)
  }

  /** Calls back at every change until the returned function is called. */
  onTouch(listener: TouchListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #note(touched: readonly Touch[] | 'all'): void {
    if (touched === 'all') for (const kind of kinds) this.#changed.add(kind)
    else for (const { kind } of touched) this.#changed.add(kind)
    for (const listener of this.#listeners) listener(touched)
    if (this.#scheduled) return
    this.#scheduled = true
    this.#frame(() => this.#giveOut())
  }

  #giveOut(): void {
    this.#scheduled = false
    if (!this.#situation) return
    const position = { epoch: this.#epoch, seq: this.#situation.seq }
    this.view = { ...this.#situation }
    this.world = this.#world
    for (const kind of this.#changed) this.counters[kind]++
    this.#changed.clear()
    this.#frame(() => (this.painted = position))
  }
}
