import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { constants, inflateRawSync } from 'node:zlib'

const ping = '2'
const open = '0'
const joined = '40'

/** What becomes of a message: its first characters, and how many bytes it had. */
type OnMessage = (start: string, bytes: number) => void

interface WireOptions {
  address: string
  /** The `auth` of the handshake; absent: a bare WebSocket at /raw. */
  auth?: object
  onMessage: OnMessage
  onEnd: () => void
  /** So many bytes of a message are looked at; the rest is counted and let go. */
  peek: () => number
}

/**
 * The lightest socket.io client that still speaks the wire (RFC 6455, engine.io protocol 4, socket.io protocol 5):
 * frames are walked through in one shared read buffer, nothing is parsed but what stands at their start.
 */
export class Wire {
  readonly #options: WireOptions
  readonly #socket: Socket
  #shaking = ''
  #open = false
  #header: number[] = []
  #left = 0
  #length = 0
  #seen: Buffer[] = []
  #peeked = 0
  /** All bytes that came, handshake included. */
  bytes = 0

  constructor(options: WireOptions) {
    this.#options = options
    const { hostname, port } = new URL(options.address)
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (size) => {
          this.bytes += size
          this.#read(shared.subarray(0, size))
          return true
        },
      },
    })
    this.#socket.once('connect', () => this.#socket.write(this.#upgrade()))
    this.#socket.once('close', options.onEnd)
    this.#socket.on('error', () => undefined)
  }

  #upgrade(): string {
    const path = this.#options.auth ? '/socket.io/?EIO=4&transport=websocket' : '/raw'
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${new URL(this.#options.address).host}`]
    lines.push('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13')
    // As every browser does.
    if (this.#options.auth) lines.push('Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits')
    lines.push(`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`, '', '')
    return lines.join('\r\n')
  }

  #read(chunk: Buffer): void {
    let at = this.#open ? 0 : this.#shake(chunk)
    while (at < chunk.length) {
      if (this.#left === 0) {
        at = this.#readHeader(chunk, at)
        continue
      }
      const taken = Math.min(this.#left, chunk.length - at)
      const wanted = Math.min(taken, this.#options.peek() - this.#peeked)
      if (wanted > 0) {
        this.#seen.push(Buffer.from(chunk.subarray(at, at + wanted)))
        this.#peeked += wanted
      }
      at += taken
      this.#left -= taken
      if (this.#left === 0) this.#message()
    }
  }

  /** Reads the answer to the upgrade; answers where the frames begin. */
  #shake(chunk: Buffer): number {
    const before = this.#shaking.length
    this.#shaking += chunk.toString('latin1')
    const end = this.#shaking.indexOf('\r\n\r\n')
    if (end < 0) return chunk.length
    this.#open = true
    if (!this.#options.auth) this.#options.onMessage(joined, 0)
    return end + 4 - before
  }

  #readHeader(chunk: Buffer, from: number): number {
    let at = from
    const header = this.#header
    for (;;) {
      const short = (header[1] ?? 0) & 127
      const size = header.length < 2 || short < 126 ? 2 : short === 126 ? 4 : 10
      if (header.length >= size) break
      if (at === chunk.length) return at
      header.push(chunk[at++]!)
    }
    const short = header[1]! & 127
    this.#length = short < 126 ? short : header.slice(2).reduce((sum, byte) => sum * 256 + byte, 0)
    this.#left = this.#length
    if (this.#left === 0) this.#header = []
    return at
  }

  #message(): void {
    const opcode = this.#header[0]! & 15
    const seen = this.#seen.length === 1 ? this.#seen[0]! : Buffer.concat(this.#seen)
    const start = this.#header[0]! & 0x40 ? inflated(seen) : seen.toString('latin1')
    this.#header = []
    this.#seen = []
    this.#peeked = 0
    if (opcode === 8) return void this.end()
    if (opcode !== 1) return
    if (start === ping) return this.send('3')
    if (start.startsWith(open) && this.#options.auth)
      return this.send(`40${JSON.stringify(this.#options.auth)}`)
    this.#options.onMessage(start, this.#length)
  }

  /** Sends a short text (under 64 KB), masked with zeros as clients must mask. */
  send(text: string): void {
    const body = Buffer.from(text)
    const size = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 255]
    this.#socket.write(Buffer.concat([Buffer.from([0x81, ...size, 0, 0, 0, 0]), body]))
  }

  /** No longer reads: what the server sends piles up there. */
  deaf(): void {
    this.#socket.pause()
  }

  end(): void {
    this.#socket.destroy()
  }
}

const shared = Buffer.allocUnsafe(256 * 1024)

let last: { frame: Buffer; text: string } = { frame: Buffer.alloc(0), text: '' }

/** What a compressed frame begins with; the same frame goes to every screen of this process, and is read once for all. */
function inflated(frame: Buffer): string {
  if (!last.frame.equals(frame)) {
    const text = inflateRawSync(frame, { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
    last = { frame, text }
  }
  return last.text
}
