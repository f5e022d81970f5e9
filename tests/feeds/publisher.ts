import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A real publisher on a free port, which answers as it is told; `asked` are the paths in order, with their headers. */
export async function publisher(answer: RequestListener) {
  const asked: { path: string; headers: Record<string, unknown> }[] = []
  const server = createServer((request, response) => {
    asked.push({ path: request.url ?? '', headers: request.headers })
    answer(request, response)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

/** Rests between two polls as a feed does, a thousand times faster. */
export const quickly = (seconds: number, signal: AbortSignal) =>
  sleep(seconds, undefined, { signal }).catch(() => {})
