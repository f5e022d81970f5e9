import type { Audience } from '../shared/audience.ts'
import type { Position } from '../shared/protocol.ts'
import { digest } from '../shared/situation/digest.ts'
import { reading } from './clock.ts'
import { foldVersion } from './fold-version.ts'
import { audienceOfView, epochFor, type View } from './guests.ts'
import { Pace } from './pace.ts'
import type { Rooms, Screen } from './rooms.ts'
import { Snapshots } from './snapshots.ts'
import type { World } from './worlds.ts'

/** A missed stretch longer than this is answered with a snapshot; so is one of more characters. */
const mostMissed = 2_000
const mostMissedCharacters = 4_000_000
/** A frame is no larger than about this, but always one event. */
const mostPerFrame = 1_000_000

/**
 * One world as one audience sees it. Those in step share a room and get each frame, encoded once; those who wait are
 * answered together at the tick, grouped by where they stand, and join the room in the same turn: nothing falls between.
 */
export class Channel {
  readonly snapshots: Snapshots
  readonly #rooms: Rooms
  readonly #world: World
  readonly #audience: Audience
  readonly #epoch: string
  readonly #version: string
  readonly #room: string
  #waiting = new Map<string, Screen>()
  /** The last seq that the room was told. */
  #told: number
  #stop: () => void
  readonly #pace = new Pace(() => this.tick())

  constructor(rooms: Rooms, world: World, view: View, version: string) {
    this.#rooms = rooms
    this.#world = world
    this.#audience = audienceOfView(view)
    this.#epoch = epochFor(world.log.epoch, view)
    this.#version = version
    this.#room = `${world.info.name}:${view}:${world.log.epoch}`
    this.#told = world.present.seq
    this.snapshots = new Snapshots(world, this.#audience)
    this.#stop = world.present.onApplied(() => this.#pace.tickSoon())
  }

  /** The screen asks to be brought into step; it is answered at the next tick. */
  join(screen: Screen): void {
    this.#rooms.leave(screen.id, this.#room)
    this.#waiting.set(screen.id, screen)
    this.#pace.tickSoon()
  }

  leave({ id }: Screen): void {
    this.#waiting.delete(id)
  }

  /** The world was replaced: its screens are given the new one. */
  takeOver(before: Channel): void {
    before.close()
    for (const screen of before.#waiting.values()) this.join(screen)
    for (const screen of this.#rooms.inside(before.#room)) {
      this.#rooms.leave(screen.id, before.#room)
      this.#startOver(screen)
    }
  }

  /** The screen changes over from the other cut of this world. */
  changeOver(screen: Screen, before: Channel): void {
    before.#waiting.delete(screen.id)
    this.#rooms.leave(screen.id, before.#room)
    this.#startOver(screen)
  }

  #startOver(screen: Screen): void {
    screen.data.position = undefined
    this.join(screen)
  }

  tick(): void {
    const { seq } = this.#world.present
    this.#pace.ticked(seq - this.#told, this.#rooms.size(this.#room))
    if (seq > this.#told) {
      const from = this.#told
      this.#told = seq
      // The tail is longer than any ordinary tick; where it is too short, the room starts over from a snapshot.
      if (!this.#tell(this.#room, from, seq))
        for (const screen of this.#rooms.inside(this.#room)) this.#startOver(screen)
      this.#rooms.ticked(this.#pace.waited)
    }
    if (this.#waiting.size > 0) this.#answer()
  }

  beat(): void {
    this.tick()
    const situation = this.#world.present.situations[this.#audience]
    const beat = { version: this.#version, fold: foldVersion(), digest: digest(situation) }
    const { failing } = this.#world.writing
    const unwritten = failing && { unwritten: new Date(failing.since).toISOString() }
    this.#rooms.emit(this.#room, 'beat', { seq: this.#told, clock: this.#clock(), ...beat, ...unwritten })
  }

  close(): void {
    this.#stop()
    this.#pace.stop()
  }

  #clock() {
    return reading(this.#world.clock)
  }

  /** Sends what lies between, in frames that follow on each other; answers whether the tail reaches back that far. */
  #tell(to: string | string[], from: number, seq: number): boolean {
    const parts = this.#tail.parts(from, seq, mostPerFrame)
    let after = from
    for (const texts of parts ?? []) {
      this.#rooms.events(to, { after, texts, clock: this.#clock() })
      after += texts.length
    }
    return parts !== undefined
  }

  get #tail() {
    return this.#world.present.tails[this.#audience]
  }

  #answer(): void {
    const groups = new Map<string, { position: Position | undefined; ids: string[] }>()
    for (const { id, data } of this.#waiting.values()) {
      const { position } = data
      const key = position ? `${position.seq} ${position.epoch}` : ''
      const group = groups.get(key)
      if (group) group.ids.push(id)
      else groups.set(key, { position, ids: [id] })
    }
    this.#waiting.clear()
    const lost: string[] = []
    for (const { position, ids } of groups.values()) {
      const from = this.#resumable(position)
      if (from === undefined) {
        lost.push(...ids)
        continue
      }
      if (from < this.#told) this.#tell(ids, from, this.#told)
      else this.#rooms.events(ids, { after: from, texts: [], clock: this.#clock() })
      this.#rooms.enter(ids, this.#room)
    }
    if (lost.length === 0) return
    this.#tell(lost, this.#sendSnapshot(lost), this.#told)
    this.#rooms.enter(lost, this.#room)
  }

  /** The seq to go on from; undefined: only a snapshot helps. */
  #resumable(position: Position | undefined): number | undefined {
    if (!position || position.epoch !== this.#epoch) return undefined
    if (this.#told - position.seq > mostMissed) return undefined
    const weight = this.#tail.weight(position.seq, this.#told)
    return weight !== undefined && weight <= mostMissedCharacters ? position.seq : undefined
  }

  /** Sends the shared snapshot; answers the seq it stands at. */
  #sendSnapshot(ids: string[]): number {
    const snapshot = this.snapshots.current(this.#told)
    this.#rooms.emit(ids, 'snapshot', {
      position: { epoch: this.#epoch, seq: snapshot.seq },
      fold: foldVersion(),
      clock: this.#clock(),
      world: this.#world.info,
      ...snapshot.content,
    })
    return snapshot.seq
  }
}
