import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { beatSeconds, type ClientToServer, type Position, type ServerToClient } from '../shared/protocol.ts'
import { audienceOf, type Caller } from './access/caller.ts'
import { broadcast, type EngineSocket } from './broadcast.ts'
import { Channel } from './channel.ts'
import type { Rooms, ScreenData } from './rooms.ts'
import type { World, Worlds } from './worlds.ts'

const patrolMs = 1_000
/** A receiver with more than this waiting in the server is cut off; it comes back by its position. */
const mostBufferedBytes = 4_000_000
const mostBufferedPackets = 200
/** A sender of more than this between two patrols is cut off: a screen has next to nothing to say. */
const mostPackets = 50

type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, ScreenData>
type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, ScreenData>

/** Who connects: the peer's address and the headers of the handshake. */
export interface Peer {
  address: string
  headers: NodeJS.Dict<string | string[]>
}

/** What live needs of the doors. */
export interface LiveAccess {
  callerOf: (peer: Peer, key: string | undefined) => Caller | undefined
  /** Whether a caller who was let in may stay. */
  holds: (caller: Caller, peer: Peer, key: string | undefined) => boolean
  originAllowed: (headers: Peer['headers']) => boolean
  version: string
}

class Refused extends Error {
  readonly data: { status: number; detail: string }
  constructor(status: number, detail: string) {
    super(detail)
    this.data = { status, detail }
  }
}

/** Tells every screen what happened: one frame per world, audience and tick, encoded once however many sockets. */
export class Live {
  readonly io: LiveServer
  readonly #worlds: Worlds
  #channels = new Map<string, Channel>()
  #timers: NodeJS.Timeout[]
  #packets = new WeakMap<object, number>()
  #dropped = 0

  constructor(http: HttpServer, worlds: Worlds, access: LiveAccess) {
    this.#worlds = worlds
    this.io = new Server(http, {
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      maxHttpBufferSize: 20_000,
      connectTimeout: 10_000,
      allowRequest: (request, answer) => answer(null, access.originAllowed(request.headers)),
    })
    this.io.use((socket, next) => next(this.#refuse(socket, access)))
    this.io.on('connection', (socket) => this.#connected(socket))
    for (const world of worlds.all()) this.#open(world, access.version)
    worlds.onOpened((world) => this.#open(world, access.version))
    this.#timers = [
      setInterval(() => this.#beat(), beatSeconds * 1000),
      setInterval(() => this.#patrol(), patrolMs),
    ]
  }

  /** How many receivers were cut off because they did not read. */
  get dropped(): number {
    return this.#dropped
  }

  #each(act: (channel: Channel) => void): void {
    for (const channel of this.#channels.values()) act(channel)
  }

  #open(world: World, version: string): void {
    for (const audience of ['wall', 'staff'] as const) {
      const room = `${world.info.name}:${audience}`
      const before = this.#channels.get(room)
      const channel = new Channel(this.#rooms(), world, audience, version)
      this.#channels.set(room, channel)
      if (before) channel.takeOver(before)
    }
  }

  #rooms(): Rooms {
    const { io } = this
    const screens = (to: string | string[]) => {
      const ids = typeof to === 'string' ? [...(io.of('/').adapter.rooms.get(to) ?? [])] : to
      return ids.map((id) => io.sockets.sockets.get(id)).filter((socket) => socket !== undefined)
    }
    return {
      emit: (to, name, message) =>
        broadcast(
          screens(to).map(({ conn }) => conn as unknown as EngineSocket),
          name,
          message,
        ),
      enter: (ids, room) => io.in(ids).socketsJoin(room),
      leave: (id, room) => io.in(id).socketsLeave(room),
      inside: screens,
    }
  }

  /** The snapshots of a world for an audience. */
  channel(world: string, audience: string): Channel | undefined {
    return this.#channels.get(`${world}:${audience}`)
  }

  #refuse(socket: LiveSocket, access: LiveAccess): Refused | undefined {
    const { address, headers, auth, query } = socket.handshake
    const { key: given, position, world: name = query.world } = auth as Record<string, unknown>
    if (given !== undefined && typeof given !== 'string') return new Refused(401, 'the key is a text')
    const caller = access.callerOf({ address, headers }, given)
    if (!caller) return new Refused(401, 'no key or session, or a wrong one')
    if (caller.role === 'feeder') return new Refused(403, 'a feeder only writes')
    const wanted = typeof name === 'string' ? name : undefined
    const world = this.#worlds.find(wanted)
    if (!world && this.#worlds.isRestarting(wanted))
      return new Refused(503, 'this exercise is being started anew')
    if (!world) return new Refused(404, 'there is no world of that name')
    socket.data.world = world.info.name
    socket.data.audience = audienceOf(caller)
    socket.data.position = positionOf(position)
    socket.data.caller = caller.ref
    socket.data.stillAllowed = () => access.holds(caller, { address, headers }, given)
    return undefined
  }

  #connected(socket: LiveSocket): void {
    const channel = () => this.#channels.get(`${socket.data.world}:${socket.data.audience}`)
    channel()?.join(socket)
    socket.on('resume', (position: unknown) => {
      socket.data.position = positionOf(position)
      channel()?.join(socket)
    })
    socket.on('disconnect', () => channel()?.leave(socket))
    const { conn } = socket
    conn.on('packet', () => {
      const packets = (this.#packets.get(conn) ?? 0) + 1
      this.#packets.set(conn, packets)
      if (packets > mostPackets) this.#cutOff(conn as unknown as EngineSocket)
    })
  }

  /** Tells every screen how it should stand, and hangs up on those whose key or session no longer holds. */
  #beat(): void {
    this.#each((channel) => channel.beat())
    this.hangUp()
  }

  /** Hangs up on everybody whose key, session or pairing no longer holds. */
  hangUp(): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (!socket.data.stillAllowed()) socket.disconnect(true)
    }
  }

  /** Cuts off those that do not read: nothing is buffered without limit. */
  #patrol(): void {
    this.#packets = new WeakMap()
    for (const socket of this.io.sockets.sockets.values()) {
      const conn = socket.conn as unknown as EngineSocket
      const waiting = conn.writeBuffer.reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0)
      const buffered = waiting + (conn.transport.socket?.bufferedAmount ?? 0)
      if (buffered < mostBufferedBytes && conn.writeBuffer.length < mostBufferedPackets) continue
      this.#cutOff(conn)
    }
  }

  #cutOff(conn: EngineSocket): void {
    this.#dropped++
    conn.transport.socket?.terminate()
  }

  async close(): Promise<void> {
    this.#each((channel) => channel.tick())
    for (const timer of this.#timers) clearInterval(timer)
    this.#each((channel) => channel.close())
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close(true)
    await this.io.close()
  }
}

function positionOf(value: unknown): Position | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { epoch, seq } = value as Partial<Position>
  if (typeof epoch !== 'string' || typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0)
    return undefined
  return { epoch, seq }
}
