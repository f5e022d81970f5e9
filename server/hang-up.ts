import type { Server as HttpServer } from 'node:http'
import type { Live } from './live.ts'

/**
 * Takes no new connections from this moment on, so that a proxy goes to another node before it has sent anything. Answers how
 * to end it: closes the sockets, and lets requests under way finish for 2 s.
 */
export function hangUp(http: HttpServer): (live: Live) => Promise<void> {
  const closed = new Promise<void>((done) => http.close(() => done()))
  return async (live) => {
    const patience = setTimeout(() => http.closeAllConnections(), 2_000)
    await Promise.all([closed, live.close()])
    clearTimeout(patience)
  }
}
