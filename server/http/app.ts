import { Hono, type Context } from 'hono'
import { matchedRoutes } from 'hono/route'
import { problem, Refusal, type Problem } from '../../shared/events/problem.ts'
import { NotArchived } from '../log/log.ts'
import type { Parts } from '../parts.ts'
import { audit } from './audit.ts'
import { basemap } from './basemap.ts'
import { cctv } from './cctv.ts'
import { changes } from './changes.ts'
import { imports } from './imports.ts'
import { configuration } from './configuration.ts'
import type { Env } from './context.ts'
import { docs } from './docs.ts'
import { events } from './events.ts'
import { exercises } from './exercises.ts'
import { guests } from './guests.ts'
import { health } from './health.ts'
import { journal } from './journal.ts'
import { lapor } from './lapor.ts'
import { media } from './media.ts'
import { open311 } from './open311.ts'
import { createPages } from './pages.ts'
import { keys } from './keys.ts'
import { life } from './life.ts'
import { people } from './people.ts'
import { outbox } from './outbox.ts'
import { proposals } from './proposals.ts'
import { published } from './published.ts'
import { profile } from './profile.ts'
import { retention } from './retention.ts'
import { screens } from './screens.ts'
import { seals } from './seals.ts'
import { sitreps } from './sitreps.ts'
import { signIn } from './sign-in.ts'
import { situation } from './situation.ts'
import { staff } from './staff.ts'
import { tickets } from './tickets.ts'
import { uplinks } from './uplinks.ts'

/** Every route; each states what it asks for in its own line. */
export function createApp(server: Parts): Hono<Env> {
  const app = new Hono<Env>()
    .use(async (c, next) => {
      c.set('server', server)
      // Nothing is called so, and PostgreSQL cannot even be asked.
      if (c.req.path.includes('\0')) return c.notFound()
      const reads = c.req.method === 'GET' || c.req.method === 'HEAD'
      if (!reads && server.stopping())
        throw new Refusal(problem(503, 'Not ready', 'the server is stopping', { retryAfterSeconds: 5 }))
      const begun = performance.now()
      await next()
      server.metrics.answered(routeOf(c), c.res.status, performance.now() - begun)
      if (server.stopping()) c.header('Connection', 'close')
    })
    .onError((error, c) => {
      const refused = refusalOf(error, server)
      server.metrics.refused(routeOf(c), refused.status)
      return answer(refused, c.req.path)
    })
    .route('/', health)
    .route('/', basemap)
    .route('/', events)
    .route('/', uplinks)
    .route('/', situation)
    .route('/', staff)
    .route('/', media)
    .route('/', proposals)
    .route('/', cctv)
    .route('/', lapor)
    .route('/', tickets)
    .route('/', open311)
    .route('/', exercises)
    .route('/', changes)
    .route('/', imports)
    .route('/', seals)
    .route('/', sitreps)
    .route('/', guests)
    .route('/', journal)
    .route('/', signIn)
    .route('/', profile)
    .route('/', people)
    .route('/', screens)
    .route('/', life)
    .route('/', keys)
    .route('/', audit)
    .route('/', configuration)
    .route('/', retention)
    .route('/', published)
    .route('/', outbox)
    .route('/', docs)
    .route('/', createPages(server.pages))
  const methods = methodsByPath(app)
  return app.notFound((c) => {
    const { path, method } = c.req
    const allowed = methods(path)
    const nothing = allowed.length === 0 || allowed.includes(method)
    server.metrics.refused('none', nothing ? 404 : 405)
    if (nothing) return answer(problem(404, 'Not found', `there is nothing at ${path}`), path)
    const refused = answer(problem(405, 'Not this way', `${path} takes ${allowed.join(', ')}`), path)
    refused.headers.set('Allow', allowed.join(', '))
    return refused
  })
}

/** The pattern that a request came to, without its rules; files and what is nowhere are one. */
function routeOf(c: Context<Env>): string {
  const matched = matchedRoutes(c).find(({ path }) => path !== '/*')
  return (matched?.path ?? '/*').replace(/{.*?}(?=\/|$)/g, '')
}

/** Which methods a path takes. */
function methodsByPath(app: Hono<Env>): (path: string) => string[] {
  const routes = app.routes
    .filter(({ method, path }) => method !== 'ALL' && path !== '/*')
    .map(({ method, path }) => ({
      method,
      pattern: new RegExp(`^${path.replace(/:\w+({[^/]+})?/g, '[^/]+')}$`),
    }))
  return (path) => {
    const found = routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    return [...new Set(found.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))]
  }
}

function refusalOf(error: Error, server: Parts): Problem {
  if (error instanceof Refusal) return error.problem
  if (error instanceof NotArchived) {
    server.logger.error({ error: error.message }, 'cannot read')
    return problem(503, 'Archived and not here', `${error.message}: put it back into the folder archive`)
  }
  if (server.outage.isOne(error)) {
    const detail = 'not all of it was written down: send it again, what stands already is known then'
    return problem(503, 'Cannot be written down now', detail, { retryAfterSeconds: 5 })
  }
  server.logger.error({ error: error.stack }, 'request failed')
  return problem(500, 'Our fault', 'the request failed; nothing that was acknowledged is lost')
}

/** A refusal as RFC 9457 problem details. */
export function answer(refused: Problem, path: string): Response {
  const headers = new Headers({ 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' })
  if (refused.status === 401) headers.set('WWW-Authenticate', 'Bearer')
  if (typeof refused.retryAfterSeconds === 'number')
    headers.set('Retry-After', String(refused.retryAfterSeconds))
  return new Response(JSON.stringify({ ...refused, instance: path }), { status: refused.status, headers })
}
