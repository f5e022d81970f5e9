import type { WorldClock, Position, ServerToClient } from '../shared/protocol.ts'
import type { View } from './guests.ts'

/** What is known of a connected screen. */
export interface ScreenData {
  world: string
  view: View
  /** What the screen said of itself: where it stands. */
  position: Position | undefined
  /** The reference of its caller. */
  caller: string
  /** Whether its key or session still holds. */
  stillAllowed: () => boolean | Promise<boolean>
}

/** A connected screen. */
export interface Screen {
  id: string
  data: Pick<ScreenData, 'position'>
}

/** Events in order as JSON texts, from the one after `after` on. */
export interface EventsFrame {
  after: number
  texts: readonly string[]
  clock: WorldClock
}

/** How a channel speaks to its screens: to a room or to several by id, each message encoded once. */
export interface Rooms {
  emit<K extends keyof ServerToClient>(
    to: string | string[],
    name: K,
    message: Parameters<ServerToClient[K]>[0],
  ): void
  /** Events after a seq, each encoded already. */
  events(to: string | string[], frame: EventsFrame): void
  /** A tick was told that was due for so many ms. */
  ticked(ms: number): void
  enter(ids: string[], room: string): void
  leave(id: string, room: string): void
  inside(room: string): Screen[]
  /** How many are inside. */
  size(room: string): number
}
