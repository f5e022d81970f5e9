import type { RecordedEvent } from './events/types.ts'
import type { SituationJson } from './situation/situation.ts'

/** How far someone has read: `epoch` names the log, so that a number is never applied to another log. */
export interface Position {
  epoch: string
  seq: number
}

/** A world's clock: UTC milliseconds at the moment of sending, and how many of its seconds pass in one of ours. */
export interface WorldClock {
  now: number
  rate: number
}

/** The first message to a screen whose position is of another log or too old. */
export interface SnapshotMessage {
  position: Position
  fold: string
  clock: WorldClock
  world: WorldInfo
  situation?: SituationJson
  /** Where the same situation is to be had by HTTP, compressed. */
  url?: string
}

/** What a page asks for at a snapshot's address: the situation in columns, as shared/situation/columns.ts has it. */
export const columnsMedia = 'application/vnd.ruang.columns+json'

/** Events after `after` up to and with `to`, without a gap. */
export interface EventsMessage {
  after: number
  to: number
  events: RecordedEvent[]
  clock: WorldClock
}

/** Every 5 s: that the server lives, and what a screen in step looks like. */
export interface BeatMessage {
  seq: number
  clock: WorldClock
  version: string
  fold: string
  digest: string
  /** Since when (UTC) the server can write nothing down; what happens is then not seen. Left out: it can. */
  unwritten?: string
}

/** Which world it is; an exercise is marked GLADI wherever it is shown. */
export interface WorldInfo {
  name: string
  kind: 'real' | 'exercise'
  title?: string
}

export interface ServerToClient {
  snapshot: (message: SnapshotMessage) => void
  events: (message: EventsMessage) => void
  beat: (message: BeatMessage) => void
}

/** A screen that finds a gap asks again with its position. */
export interface ClientToServer {
  resume: (position: Position) => void
}

/** The `auth` of the handshake. */
export interface HandshakeAuth {
  key?: string
  position?: Position
  world?: string
}

export const beatSeconds = 5
