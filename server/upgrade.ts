import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'

const usualAddress = '/socket.io/?EIO=4&transport=websocket'

/** The address that socket.io's clients come to is not taken apart each time: engine.io takes what stands here already. */
export function readAddress(request: IncomingMessage & { _query?: Record<string, string> }): void {
  if (request.url === usualAddress) request._query = { EIO: '4', transport: 'websocket' }
}

/** What is answered in one turn to a socket that opens (the upgrade, the first packet) goes out as one write. */
export function together(socket: Pick<Duplex, 'cork' | 'uncork'>): void {
  socket.cork()
  setImmediate(() => socket.uncork())
}
