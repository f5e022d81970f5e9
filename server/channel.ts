import type { Audience } from '../shared/audience.ts'
import type { Position, ServerToClient } from '../shared/protocol.ts'
import { digest } from '../shared/situation/digest.ts'
import { reading } from './clock.ts'
import { foldVersion } from './fold-version.ts'
import { Snapshots } from './snapshots.ts'
import type { World } from './worlds.ts'

/** What is known of a connected screen. */
export interface ScreenData {
  world: string
  audience: Audience
  /** What the screen said of itself: where it stands. */
  position: Position | undefined
}

/** A connected screen. */
export interface Screen {
  id: string
  data: ScreenData
}

/** How a channel speaks to its screens: to a room or to several by id, each message encoded once. */
export interface Rooms {
  emit<K extends keyof ServerToClient>(
    to: string | string[],
    name: K,
    message: Parameters<ServerToClient[K]>[0],
  ): void
  enter(ids: string[], room: string): void
  leave(id: string, room: string): void
  inside(room: string): Screen[]
}

/** A missed stretch longer than this is answered with a snapshot. */
const mostMissed = 2_000

/**
 * One world as one audience sees it. Those in step share a room and get each frame, encoded once; those who wait are
 * answered together at the tick, grouped by where they stand, and join the room in the same turn: nothing falls between.
 */
export class Channel {
  readonly snapshots: Snapshots
  readonly #rooms: Rooms
  readonly #world: World
  readonly #audience: Audience
  readonly #version: string
  readonly #room: string
  #waiting = new Set<Screen>()
  /** The last seq that the room was told. */
  #told: number
  #stop: () => void
  #lastFlush = 0

  constructor(rooms: Rooms, world: World, audience: Audience, version: string) {
    this.#rooms = rooms
    this.#world = world
    this.#audience = audience
    this.#version = version
    this.#room = `${world.info.name}:${audience}:${world.log.epoch}`
    this.#told = world.present.seq
    this.snapshots = new Snapshots(world, audience)
    // After a quiet tick the first event goes out at once, with all that was made durable together with it.
    this.#stop = world.present.onApplied(() => {
      if (Date.now() - this.#lastFlush >= 50) queueMicrotask(() => this.tick())
    })
  }

  /** The screen asks to be brought into step; it is answered at the next tick. */
  join(screen: Screen): void {
    this.#rooms.leave(screen.id, this.#room)
    this.#waiting.add(screen)
  }

  leave(screen: Screen): void {
    this.#waiting.delete(screen)
  }

  /** The world was replaced: its screens are given the new one. */
  takeOver(before: Channel): void {
    before.close()
    for (const screen of before.#waiting) this.join(screen)
    for (const screen of this.#rooms.inside(before.#room)) {
      this.#rooms.leave(screen.id, before.#room)
      screen.data.position = undefined
      this.join(screen)
    }
  }

  tick(): void {
    const { seq } = this.#world.present
    if (seq > this.#told) {
      this.#lastFlush = Date.now()
      const events = this.#between(this.#told, seq)
      // The tail is longer than any tick; should it ever be too short, the room asks again and gets a snapshot.
      if (events)
        this.#rooms.emit(this.#room, 'events', { after: this.#told, to: seq, events, clock: this.#clock() })
      else for (const screen of this.#rooms.inside(this.#room)) this.join(screen)
      this.#told = seq
    }
    if (this.#waiting.size > 0) this.#answer()
  }

  beat(): void {
    this.tick()
    const situation = this.#world.present.situations[this.#audience]
    const beat = { version: this.#version, fold: foldVersion(), digest: digest(situation) }
    this.#rooms.emit(this.#room, 'beat', { seq: this.#told, clock: this.#clock(), ...beat })
  }

  close(): void {
    this.#stop()
  }

  #clock() {
    return reading(this.#world.clock)
  }

  #between(after: number, to: number) {
    return this.#world.present.tails[this.#audience].between(after, to)
  }

  #answer(): void {
    const groups = new Map<number, string[]>()
    for (const screen of this.#waiting) {
      const from = this.#resumable(screen.data.position) ?? -1
      const ids = groups.get(from)
      if (ids) ids.push(screen.id)
      else groups.set(from, [screen.id])
    }
    this.#waiting.clear()
    for (const [from, ids] of groups) {
      const after = from >= 0 ? from : this.#sendSnapshot(ids)
      const events = this.#between(after, this.#told) ?? []
      if (from >= 0 || events.length > 0) {
        this.#rooms.emit(ids, 'events', { after, to: this.#told, events, clock: this.#clock() })
      }
      this.#rooms.enter(ids, this.#room)
    }
  }

  /** The seq to go on from; undefined: only a snapshot helps. */
  #resumable(position: Position | undefined): number | undefined {
    if (!position || position.epoch !== this.#world.log.epoch) return undefined
    if (position.seq > this.#told || this.#told - position.seq > mostMissed) return undefined
    return this.#between(position.seq, this.#told) ? position.seq : undefined
  }

  /** Sends the shared snapshot; answers the seq it stands at. */
  #sendSnapshot(ids: string[]): number {
    const snapshot = this.snapshots.current(this.#told)
    this.#rooms.emit(ids, 'snapshot', {
      position: { epoch: this.#world.log.epoch, seq: snapshot.seq },
      fold: foldVersion(),
      clock: this.#clock(),
      world: this.#world.info,
      ...snapshot.content,
    })
    return snapshot.seq
  }
}
