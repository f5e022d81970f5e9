import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { askerOf, type Env } from './context.ts'

const root = join(import.meta.dirname, '..', '..')
const paths = ['/', '/wall', '/desk', '/lapor', '/lapor/:number', '/admin', '/verifikasi/:code'] as const

/** The pages and their files, built into `built`. Until people can sign in, pages open on loopback only. */
export function createPages(built = join(root, 'dist')): Hono<Env> {
  const dist = serveStatic<Env>({
    root: built,
    onFound: (path, c) => {
      const forever = path.startsWith(join(built, 'assets'))
      c.header('Cache-Control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = () =>
    readFile(join(built, 'index.html'), 'utf8').catch(() => {
      throw new Refusal(problem(503, 'Not ready', 'the pages are not built: npm run build'))
    })
  return new Hono<Env>()
    .on('GET', [...paths], async (c) => {
      const pass = c.var.server.doors.passFor(askerOf(c))
      if (!pass) {
        throw new Refusal(
          problem(403, 'Not open here', 'the pages open on this machine only: use http://127.0.0.1'),
        )
      }
      c.header('Set-Cookie', pass)
      c.header('Cache-Control', 'no-cache')
      return c.html(await page())
    })
    .get('/regions/:code{\\d\\d\\.\\d\\d}/:file{region\\.json|areas\\.topojson}', async (c) => {
      const { code, file } = c.req.param()
      const own = join(c.var.server.config.DATA_DIR, 'regions', code, file)
      const shipped = join(root, 'public', 'regions', code, file)
      const text = await readFile(own, 'utf8').catch(() => readFile(shipped, 'utf8').catch(() => undefined))
      if (text === undefined)
        throw new Refusal(problem(404, 'Not found', `there is no region pack for ${code}`))
      c.header('Content-Type', 'application/json')
      c.header('Cache-Control', 'no-cache')
      return c.body(text)
    })
    .get('/*', dist)
}
