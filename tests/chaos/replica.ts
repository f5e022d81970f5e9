import { io, type Socket } from 'socket.io-client'
import type {
  ClientToServer,
  EventsMessage,
  Position,
  ServerToClient,
  SnapshotMessage,
} from '../../shared/protocol.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { situationFromJson } from '../../shared/situation/json.ts'
import type { Situation, SituationJson } from '../../shared/situation/situation.ts'

/** A screen's copy that outlives the server: it keeps its position over every restart and folds what it missed. */
export class Replica {
  situation: Situation | undefined
  position: Position | undefined
  /** Frames that did not follow on the one before. */
  gaps = 0
  snapshots = 0
  #socket: Socket<ServerToClient, ClientToServer> | undefined
  #loading: Promise<unknown> = Promise.resolve()

  /** Follows a server; `stay`: comes back by itself wherever the connection breaks. */
  connect(address: string, key: string, stay = false): void {
    const before = this.#socket
    this.#socket = undefined
    before?.disconnect()
    const auth = { key, ...(this.position && { position: this.position }) }
    const socket: Socket<ServerToClient, ClientToServer> = io(address, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
    })
    this.#socket = socket
    // The position that was told above is the one to go on from: what the server before said is folded no more.
    const stands = () => this.#socket === socket
    const inOrder = (act: () => void | Promise<void>) => {
      // A snapshot that cannot be fetched, for its server was killed meanwhile, leaves it where it was: it asks anew from there.
      this.#loading = this.#loading
        .then(() => (stands() ? act() : undefined))
        .catch(() => stands() && this.connect(address, key, stay))
    }
    const again = () => {
      if (stay && this.#socket === socket)
        setTimeout(() => this.#socket === socket && this.connect(address, key, stay), 200)
    }
    socket.on('disconnect', again)
    socket.on('connect_error', again)
    socket.on('snapshot', (message) => inOrder(() => this.#adopt(message, address, key, stands)))
    socket.on('events', (message) => inOrder(() => this.#fold(message)))
  }

  async #adopt(
    { position, situation, url }: SnapshotMessage,
    address: string,
    key: string,
    stands: () => boolean,
  ): Promise<void> {
    this.snapshots++
    const headers = { authorization: `Bearer ${key}` }
    const fetched = url && ((await (await fetch(new URL(url, address), { headers })).json()) as unknown)
    if (!stands()) return
    const json = situation ?? (fetched as SituationJson)
    this.situation = situationFromJson(json)
    this.position = position
  }

  #fold({ after, to, events }: EventsMessage): void {
    if (!this.situation || !this.position) return
    if (after !== this.position.seq) {
      this.gaps++
      return void this.#socket?.emit('resume', this.position)
    }
    for (const event of events) evolve(this.situation, event)
    this.position = { ...this.position, seq: to }
  }

  get seq(): number {
    return this.position?.seq ?? -1
  }

  digest(): string {
    return this.situation ? digest(this.situation) : ''
  }

  close(): void {
    const before = this.#socket
    this.#socket = undefined
    before?.disconnect()
  }
}
