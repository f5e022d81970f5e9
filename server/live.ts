import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import { beatSeconds, type ClientToServer, type ServerToClient } from '../shared/protocol.ts'
import { broadcast, broadcastEvents, sharedDeflate, type EngineSocket } from './broadcast.ts'
import { Channel } from './channel.ts'
import { guestsInside, views } from './guests.ts'
import { positionOf, shakeHands, type LiveAccess } from './handshake.ts'
import { Listeners } from './listeners.ts'
import type { Rooms, ScreenData } from './rooms.ts'
import { readAddress, together } from './upgrade.ts'
import type { World, Worlds } from './worlds.ts'

const patrolMs = 1_000
/** A receiver with more than this waiting in the server is cut off; it comes back by its position. */
const mostBufferedBytes = 4_000_000
const mostBufferedPackets = 200
/** A sender of more than this between two patrols is cut off: a screen has next to nothing to say. */
const mostPackets = 50

type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, ScreenData>
type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, ScreenData>

/** Tells every screen what happened: one frame per world, audience and tick, encoded once however many sockets. */
export class Live {
  readonly io: LiveServer
  readonly #worlds: Worlds
  readonly #listeners = new Listeners()
  #channels = new Map<string, Channel>()
  #timers: NodeJS.Timeout[]
  #packets = new WeakMap<object, number>()
  /** Connections that have asked to be let in. */
  #spoke = new WeakSet<object>()
  #dropped = 0
  #guests = false

  constructor(http: HttpServer, worlds: Worlds, access: LiveAccess) {
    this.#worlds = worlds
    this.io = new Server(http, {
      path: '/socket.io',
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: sharedDeflate,
      maxHttpBufferSize: 20_000,
      connectTimeout: 10_000,
      allowRequest: (request, answer) => {
        const allowed = access.originAllowed(request.headers)
        if (allowed) together(request.socket)
        else access.refused(403)
        answer(null, allowed)
      },
    })
    http.prependListener('upgrade', readAddress)
    // As hard to guess as those of engine.io, which asks the system for each.
    this.io.engine.generateId = () => randomUUID()
    this.io.engine.on('connection', (conn: object & EventEmitter) =>
      conn.once('close', () => this.#spoke.has(conn) || access.refused(408)),
    )
    this.io.use((socket, next) => {
      this.#spoke.add(socket.conn)
      void shakeHands(socket, worlds, access).then(next, next)
    })
    this.io.on('connection', (socket) => this.#connected(socket))
    for (const world of worlds.all()) this.#open(world, access)
    worlds.onOpened((world) => this.#open(world, access))
    this.#timers = [
      setInterval(() => this.#beat(), beatSeconds * 1000),
      setInterval(() => this.#patrol(), patrolMs),
    ]
  }

  /** Who listens: each socket's world and how it is told. */
  *listeners(): Iterable<Pick<ScreenData, 'world' | 'view'>> {
    for (const { data } of this.io.sockets.sockets.values()) yield data
  }

  /** How many receivers were cut off because they did not read. */
  get dropped(): number {
    return this.#dropped
  }

  #each(act: (channel: Channel) => void): void {
    for (const channel of this.#channels.values()) act(channel)
  }

  #open(world: World, { version, ticked }: LiveAccess): void {
    for (const view of views) {
      const room = `${world.info.name}:${view}`
      const before = this.#channels.get(room)
      const channel = new Channel(this.#rooms(ticked), world, view, version)
      this.#channels.set(room, channel)
      if (before) channel.takeOver(before)
    }
    this.#lookForGuests()
    world.present.onApplied(() => this.#lookForGuests())
  }

  #rooms(ticked: Rooms['ticked']): Rooms {
    const who = this.#listeners
    return {
      ticked,
      emit: (to, name, message) => broadcast(who.of(to), name, message),
      events: (to, frame) => broadcastEvents(who.of(to), frame),
      enter: (ids, room) => who.enter(ids, room),
      leave: (id, room) => who.leave(id, room),
      inside: (room) => who.of(room),
      size: (room) => who.size(room),
    }
  }

  /** When guests come in or leave, staff's screens change over before another frame goes out: channels tell at the tick after. */
  #lookForGuests(): void {
    const guests = guestsInside(this.#worlds)
    if (guests === this.#guests) return
    this.#guests = guests
    for (const socket of this.io.sockets.sockets.values()) {
      const { data } = socket
      if (data.view === 'wall') continue
      const before = this.channel(data.world, data.view)
      data.view = guests ? 'guests' : 'staff'
      const after = this.channel(data.world, data.view)
      if (before && after) after.changeOver(socket, before)
    }
  }

  /** A world as it is told on in a view. */
  channel(world: string, view: string): Channel | undefined {
    return this.#channels.get(`${world}:${view}`)
  }

  #connected(socket: LiveSocket): void {
    // Guests may have come in or left since it was let in.
    if (socket.data.view !== 'wall') socket.data.view = this.#guests ? 'guests' : 'staff'
    const channel = () => this.channel(socket.data.world, socket.data.view)
    this.#listeners.add(socket.id, socket.data, socket.conn as unknown as EngineSocket)
    channel()?.join(socket)
    socket.on('resume', (position: unknown) => {
      socket.data.position = positionOf(position)
      channel()?.join(socket)
    })
    socket.on('disconnect', () => {
      channel()?.leave(socket)
      this.#listeners.remove(socket.id)
    })
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
      const still = socket.data.stillAllowed()
      if (still === true) continue
      // While the store of sessions does not answer, who is there stays: an outage must not darken the room.
      void Promise.resolve(still).then(
        (holds) => holds || socket.disconnect(true),
        () => undefined,
      )
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
