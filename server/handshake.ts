import type { Position } from '../shared/protocol.ts'
import type { Caller } from './access/caller.ts'
import { viewOf } from './guests.ts'
import type { ScreenData } from './rooms.ts'
import type { Worlds } from './worlds.ts'

/** Who connects: the peer's address and the headers of the handshake. */
interface Peer {
  address: string
  headers: NodeJS.Dict<string | string[]>
}

/** A socket that asks to be let in, with what is noted on it. */
interface Knocking {
  handshake: Peer & { auth: Record<string, unknown>; query: NodeJS.Dict<string | string[]> }
  data: ScreenData
}

/** What live needs of the doors. */
export interface LiveAccess {
  callerOf: (peer: Peer, key: string | undefined) => Promise<Caller | undefined>
  /** Whether a caller who was let in may stay. */
  holds: (caller: Caller, peer: Peer, key: string | undefined) => boolean | Promise<boolean>
  originAllowed: (headers: Peer['headers']) => boolean
  version: string
  /** Counts who was not let in, by the status that was given; 408: who connected and said nothing. */
  refused: (status: number) => void
  /** Told how long a change waited for its tick, ms. */
  ticked: (ms: number) => void
}

/** Why a socket is not let in: reaches the client as `connect_error` with this data. */
class Refused extends Error {
  readonly data: { status: number; detail: string }
  constructor(status: number, detail: string) {
    super(detail)
    this.data = { status, detail }
  }
}

/** Lets a socket in and notes on it who it is and what it sees, or says why not. */
export async function shakeHands(
  socket: Knocking,
  worlds: Worlds,
  access: LiveAccess,
): Promise<Refused | undefined> {
  const refused = await refusalOf(socket, worlds, access)
  if (refused) access.refused(refused.data.status)
  return refused
}

async function refusalOf(socket: Knocking, worlds: Worlds, access: LiveAccess): Promise<Refused | undefined> {
  const { address, headers, auth, query } = socket.handshake
  const { key: given, position, world: name = query.world } = auth
  if (given !== undefined && typeof given !== 'string') return new Refused(401, 'the key is a text')
  const caller = await access.callerOf({ address, headers }, given)
  if (!caller) return new Refused(401, 'no key or session, or a wrong one')
  if (caller.role === 'feeder') return new Refused(403, 'a feeder only writes')
  const wanted = typeof name === 'string' ? name : undefined
  const world = worlds.find(wanted)
  if (!world && worlds.isRestarting(wanted)) return new Refused(503, 'this exercise is being started anew')
  if (!world) return new Refused(404, 'there is no world of that name')
  await world.present.bringTails()
  socket.data.world = world.info.name
  socket.data.view = viewOf(caller)
  socket.data.position = positionOf(position)
  socket.data.caller = caller.ref
  socket.data.stillAllowed = () => access.holds(caller, { address, headers }, given)
  return undefined
}

/** The position that a screen says it stands at; undefined where it is none. */
export function positionOf(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { epoch, seq } = value as Partial<Position>
  if (typeof epoch !== 'string' || typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0)
    return undefined
  return { epoch, seq }
}
