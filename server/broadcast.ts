import { constants, deflateRawSync } from 'node:zlib'
import type { EventsFrame } from './rooms.ts'

/** The part of engine.io's socket that tells how much it has not yet sent, and sends. */
export interface EngineSocket {
  writeBuffer: { data?: string }[]
  write: (packet: string) => unknown
  transport: {
    writable: boolean
    socket?: {
      readyState: number
      bufferedAmount: number
      /** What engine.io itself hands a ready-made frame to. */
      _sender?: { sendFrame: (frame: Uint8Array[]) => void }
      /** What was agreed on with this peer. */
      _extensions?: { 'permessage-deflate'?: { params: { server_max_window_bits?: unknown } } }
      terminate: () => void
    }
  }
}

type WebSocket = NonNullable<EngineSocket['transport']['socket']>

/** What a server must offer so that all screens can read one compressed frame; each by itself compresses nothing. */
export const sharedDeflate = {
  threshold: Number.POSITIVE_INFINITY,
  serverNoContextTakeover: true,
  clientNoContextTakeover: true,
}

const open = 1
/** A shorter text is not worth compressing. */
const leastCompressed = 1_024

/** A screen as frames are sent to it: what holds for as long as it is connected is looked up once. */
export interface Receiver {
  conn: EngineSocket
  socket: WebSocket | undefined
  inflates: boolean
}

export function receiver(conn: EngineSocket): Receiver {
  const { socket } = conn.transport
  return { conn, socket, inflates: socket !== undefined && inflates(socket) }
}

/**
 * One event of socket.io (protocol 5, over engine.io protocol 4) to many screens: encoded, compressed and framed once,
 * and written to the WebSocket itself wherever nothing waits before it: what it costs a screen is one small write.
 */
export function broadcast(screens: readonly Receiver[], name: string, message: object): void {
  if (screens.length > 0) broadcastText(screens, JSON.stringify([name, message]))
}

/** The same of the message `events`, whose events are encoded already. */
export function broadcastEvents(screens: readonly Receiver[], { after, texts, clock }: EventsFrame): void {
  if (screens.length === 0) return
  const events = `"after":${after},"to":${after + texts.length},"events":[${texts.join(',')}]`
  broadcastText(screens, `["events",{${events},"clock":${JSON.stringify(clock)}}]`)
}

function broadcastText(screens: readonly Receiver[], message: string): void {
  const event = `2${message}`
  const body = Buffer.from(`4${event}`)
  const isLong = body.length >= leastCompressed
  let plain: Buffer[] | undefined
  let small: Buffer[] | undefined
  for (const { conn, socket, inflates } of screens) {
    if (
      !socket?._sender ||
      socket.readyState !== open ||
      !conn.transport.writable ||
      conn.writeBuffer.length > 0
    )
      conn.write(event)
    else if (isLong && inflates) socket._sender.sendFrame((small ??= [frame(deflated(body), 0xc1)]))
    else socket._sender.sendFrame((plain ??= [frame(body, 0x81)]))
  }
}

/** Whether the peer agreed to permessage-deflate with the window that we use. */
function inflates({ _extensions }: WebSocket): boolean {
  const agreed = _extensions?.['permessage-deflate']
  return agreed !== undefined && agreed.params.server_max_window_bits === undefined
}

/** A message as permessage-deflate wants it: a sync flush without its last four bytes (RFC 7692, 7.2.1). */
function deflated(body: Buffer): Buffer {
  return deflateRawSync(body, { level: 1, finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}

/** One unmasked WebSocket frame (RFC 6455, 5.2): the same bytes for every screen. */
function frame(body: Buffer, first: number): Buffer {
  const { length } = body
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const head = Buffer.alloc(size)
  head[0] = first
  head[1] = size === 2 ? length : size === 4 ? 126 : 127
  if (size === 4) head.writeUInt16BE(length, 2)
  if (size === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, body])
}
