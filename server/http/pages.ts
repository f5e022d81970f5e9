import { serveStatic } from '@hono/node-server/serve-static'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { packFolders } from '../regions/load.ts'
import { anyone } from './anyone.ts'
import { askerOf, permits, type Allowed, type Env } from './context.ts'

const root = join(import.meta.dirname, '..', '..')

/** The pages and their files, built into `built`. A page that needs signing in leads there; on it nothing is shown that HTTP or socket would not give. */
export function createPages(built = join(root, 'dist')): Hono<Env> {
  const dist = serveStatic<Env>({
    root: built,
    precompressed: true,
    onFound: (path, c) => {
      const forever = path.startsWith(join(built, 'assets'))
      c.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const shell = (file = 'index.html') =>
    readFile(join(built, file), 'utf8').catch(() => {
      throw new Refusal(problem(503, 'Not ready', 'the pages are not built: npm run build'))
    })
  const page = async (c: Context<Env>) => {
    const pass = await c.var.server.doors.passFor(askerOf(c))
    if (pass) c.header('Set-Cookie', pass)
    c.header('Cache-Control', 'no-cache')
    return c.html(await shell())
  }
  /** The public's pages are an entry of their own: a phone on a bad line loads neither map nor wall. */
  const publicPage = async (c: Context<Env>) => {
    c.header('Cache-Control', 'no-cache')
    return c.html(await shell('report.html'))
  }
  /** Opens a page for these roles; others are led to the sign-in page, or told that it is not theirs. */
  const only =
    (...roles: Allowed[]): MiddlewareHandler<Env> =>
    async (c, next) => {
      const { doors } = c.var.server
      const asker = askerOf(c)
      const caller = await doors.callerOf(asker)
      if (doors.opensEveryPage(asker) || (caller && permits(caller, roles))) return next()
      c.header('Cache-Control', 'no-store')
      const { pathname, search } = new URL(c.req.url)
      if (!caller || caller.role === 'display')
        return c.redirect(`/masuk?${new URLSearchParams({ ke: pathname + search })}`, 303)
      return c.html((await shell()).replace('<html', '<html data-refused="role"'), 403)
    }
  return new Hono<Env>()
    .get('/wall', anyone(), page)
    .get('/masuk', anyone(), page)
    .get('/lapor', anyone(), publicPage)
    .get('/lapor/:number', anyone(), publicPage)
    .get('/statistik', anyone(), publicPage)
    .get('/verifikasi/:code', anyone(), page)
    .get('/', only('executive', 'operator', 'agency'), page)
    .get('/aduan', only('executive', 'operator', 'agency'), page)
    .get('/desk', only('operator', 'agency'), page)
    .get('/panduan', only('executive', 'operator', 'agency'), page)
    .get('/status', only('executive', 'operator', 'agency'), page)
    .get('/layar', only('operator'), page)
    .get('/adegan', only('operator'), page)
    .get('/piket', only('operator'), page)
    .get('/sumber-daya', only('executive', 'operator', 'agency'), page)
    .get('/laporan-situasi', only('executive', 'operator', 'agency'), page)
    .get('/gladi', only('operator'), page)
    .get('/data-pribadi', only('operator', 'agency'), page)
    .get('/kinerja', only('executive', 'operator', 'agency'), page)
    .get('/kinerja/:agency', only('executive', 'operator', 'agency'), page)
    .get('/kelola', only('operator', 'agency'), page)
    .get('/rencana', only('executive', 'operator', 'agency'), page)
    .get('/lapor-opd', only('agency'), page)
    .get('/profil', only('executive', 'operator', 'agency'), page)
    .get('/admin', only(), page)
    .get('/regions/:code{\\d\\d\\.\\d\\d}/:file{[a-z]+\\.(?:topo)?json}', async (c) => {
      const { code, file } = c.req.param()
      let text: string | undefined
      for (const folder of packFolders(code, c.var.server.config.DATA_DIR))
        text ??= await readFile(join(folder, file), 'utf8').catch(() => undefined)
      if (text === undefined)
        throw new Refusal(problem(404, 'Not found', `there is no region pack for ${code}`))
      c.header('Content-Type', 'application/json')
      c.header('Cache-Control', 'no-cache')
      return c.body(text)
    })
    .get('/*', dist)
}
