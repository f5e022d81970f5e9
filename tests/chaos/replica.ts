import { io, type Socket } from 'socket.io-client'
import { foldVersion } from '../../server/fold-version.ts'
import {
  columnsMedia,
  type ClientToServer,
  type Position,
  type ServerToClient,
} from '../../shared/protocol.ts'
import './svelte-modules.ts'

const { Receiver } = await import('../../client/receiver.ts')
const { Replica: Copy } = await import('../../client/replica.svelte.ts')

/**
 * A screen that outlives the server, with the receiver and the copy that pages have: it keeps its position over every
 * restart and folds what it missed.
 */
export class Replica {
  /** How often it stood where something before a frame was missing, or held something else than a beat told. */
  gaps = 0
  snapshots = 0
  #copy = new Copy((paint) => setImmediate(paint))
  #socket: Socket<ServerToClient, ClientToServer> | undefined
  #address = ''
  #key = ''
  #receiver = new Receiver(this.#copy, {
    fold: foldVersion(),
    fetch: (url) => this.#fetch(url),
    resume: (position) => this.#resume(position),
    outdated: () => this.gaps++,
    heard: () => undefined,
  })

  /** Follows a server; `stay`: comes back by itself wherever the connection breaks. */
  connect(address: string, key: string, stay = false): void {
    this.close()
    this.#address = address
    this.#key = key
    const { position } = this
    const socket: Socket<ServerToClient, ClientToServer> = io(address, {
      path: '/socket.io',
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { key, ...(position && { position }) },
    })
    this.#socket = socket
    const again = () => {
      if (stay && this.#socket === socket)
        setTimeout(() => this.#socket === socket && this.connect(address, key, stay), 200)
    }
    socket.on('disconnect', again)
    socket.on('connect_error', again)
    socket.on('connect', () => this.#receiver.connected())
    socket.on('snapshot', (message) => {
      this.snapshots++
      void this.#receiver.snapshot(message)
    })
    socket.on('events', (message) => this.#receiver.events(message))
    socket.on('beat', (message) => {
      const before = this.#receiver.differed
      this.#receiver.beat(message, performance.now())
      this.gaps += this.#receiver.differed - before
    })
  }

  async #fetch(url: string): Promise<unknown> {
    const headers = { authorization: `Bearer ${this.#key}`, accept: columnsMedia }
    const answer = await fetch(new URL(url, this.#address), { headers })
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    return answer.json()
  }

  /** From nowhere it asks where a snapshot could not be fetched, for its server was killed: nothing was missed then. */
  #resume(position: Position): void {
    if (position.epoch !== '') this.gaps++
    if (this.#socket?.connected) this.#socket.emit('resume', position)
  }

  get position(): Position | undefined {
    return this.#copy.position
  }

  get seq(): number {
    return this.position?.seq ?? -1
  }

  digest(): string {
    return this.#copy.digest() ?? ''
  }

  close(): void {
    const before = this.#socket
    this.#socket = undefined
    before?.disconnect()
  }
}
