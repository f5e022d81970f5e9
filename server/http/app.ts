import { Hono } from 'hono'
import { problem, Refusal, type Problem } from '../../shared/events/problem.ts'
import { LogUnavailable } from '../log/log.ts'
import type { Parts } from '../parts.ts'
import type { Env } from './context.ts'
import { docs } from './docs.ts'
import { events } from './events.ts'
import { health } from './health.ts'
import { createPages } from './pages.ts'
import { situation } from './situation.ts'
import { staff } from './staff.ts'
import { exercises } from './exercises.ts'

const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "font-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ')

const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), payment=()',
}

/** Every route; each states what it asks for in its own line. */
export function createApp(server: Parts): Hono<Env> {
  return new Hono<Env>()
    .use(async (c, next) => {
      c.set('server', server)
      await next()
      for (const [name, value] of Object.entries(headers)) c.header(name, value)
    })
    .onError((error, c) => answer(refusalOf(error, server), headers, c.req.path))
    .notFound((c) =>
      answer(problem(404, 'Not found', `there is nothing at ${c.req.path}`), headers, c.req.path),
    )
    .route('/', health)
    .route('/', events)
    .route('/', situation)
    .route('/', staff)
    .route('/', exercises)
    .route('/', docs)
    .route('/', createPages())
}

function refusalOf(error: Error, server: Parts): Problem {
  if (error instanceof Refusal) return error.problem
  if (error instanceof LogUnavailable) {
    server.logger.error({ error: error.message }, 'cannot write')
    return problem(503, 'Cannot be written down now', 'nothing was recorded: try again', {
      retryAfterSeconds: 5,
    })
  }
  server.logger.error({ error: error.stack }, 'request failed')
  return problem(500, 'Our fault', 'the request failed; nothing that was acknowledged is lost')
}

function answer(refused: Problem, more: Record<string, string>, path: string): Response {
  const fields = { ...more, 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' }
  if (refused.status === 503 || refused.status === 429) Object.assign(fields, { 'Retry-After': '5' })
  if (refused.status === 401) Object.assign(fields, { 'WWW-Authenticate': 'Bearer' })
  if (refused.status === 413) Object.assign(fields, { Connection: 'close' })
  return new Response(JSON.stringify({ ...refused, instance: path }), {
    status: refused.status,
    headers: fields,
  })
}
