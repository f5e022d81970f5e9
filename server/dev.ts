import { readFile } from 'node:fs/promises'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import type { Parts } from './parts.ts'
import { run } from './run.ts'

const root = join(import.meta.dirname, '..')
/** What the server itself answers; the rest is the pages, which Vite makes from their sources. */
const ours = /^\/(api|open311|socket\.io|healthz|readyz|metrics|openapi\.json|docs|regions\/\d\d\.\d\d)(\/|$)/
/** Vite puts styles and its own script into the page: while developing, the page may do what the built one may not. */
const policy =
  "default-src 'self' 'unsafe-inline' data: blob:; connect-src 'self' ws: wss:; object-src 'none'"

/** `npm run dev`: the server with Vite in the same process; pages open without signing in and follow their sources. */
export async function runDev(): Promise<void> {
  const server = await run(async () => undefined, { pageRole: 'operator' })
  const vite = await createServer({
    configFile: join(root, 'vite.config.ts'),
    appType: 'custom',
    server: { middlewareMode: true, hmr: { server: server.http } },
  })
  const own = server.http.listeners('request') as RequestListener[]
  server.http.removeAllListeners('request')
  server.http.on('request', (request, response) => {
    const path = request.url?.split('?')[0] ?? '/'
    if (request.method !== 'GET' || ours.test(path)) {
      for (const listener of own) listener(request, response)
      return
    }
    vite.middlewares(request, response, () => {
      void page(server, vite, request, response).catch((error: unknown) => {
        response.writeHead(500).end(error instanceof Error ? error.message : '')
      })
    })
  })
}

async function page(server: Parts, vite: ViteDevServer, request: IncomingMessage, response: ServerResponse) {
  const file = /^\/(lapor|statistik)(\/|\?|$)/.test(request.url ?? '') ? 'report.html' : 'index.html'
  const html = await readFile(join(root, 'client', file), 'utf8')
  const asker = { address: request.socket.remoteAddress ?? '', headers: request.headers }
  const pass = await server.doors.passFor(asker)
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': policy,
    'Cache-Control': 'no-store',
    ...(pass && { 'Set-Cookie': pass }),
  })
  response.end(await vite.transformIndexHtml(request.url ?? '/', html))
}
