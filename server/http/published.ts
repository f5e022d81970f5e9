import { Hono, type Context } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { capMessage, type Speaker } from '../published/cap-message.ts'
import { atomFeed } from '../published/atom.ts'
import { features } from '../published/features.ts'
import { messageOf, standing } from '../published/message.ts'
import { anyone } from './anyone.ts'
import { askerOf, worldOf, type Env } from './context.ts'
import { isKept } from './is-kept.ts'

const mostEntries = 200

/** What everybody may have, no login: what the wall shows, in the formats that others read. */
export const published = new Hono<Env>()
  .get('/api/cap/:file{.+\\.xml}', anyone(), async (c) => {
    spend(c)
    const id = c.req.param('file').slice(0, -'.xml'.length)
    const message = await messageOf(worldOf(c), id)
    if (!message) throw new Refusal(problem(404, 'Not found', 'nothing of that name is published'))
    return give(c, capMessage(message, speakerOf(c)), 'application/cap+xml; charset=utf-8')
  })
  .get('/api/atom.xml', anyone(), async (c) => {
    spend(c)
    const world = worldOf(c)
    const chosen = standing(world, world.clock.now())
      .sort((a, b) => b.seq - a.seq)
      .slice(0, mostEntries)
    const messages = await Promise.all(chosen.map(({ id }) => messageOf(world, id)))
    const { name } = speakerOf(c)
    const feed = {
      title: `${world.info.kind === 'exercise' ? 'GLADI · ' : ''}Peringatan dan kejadian: ${name}`,
      author: name,
      base: baseOf(c),
      query: c.req.query('world') ? `?world=${encodeURIComponent(world.info.name)}` : '',
      updated: world.present.situations.wall.recorded || new Date(0).toISOString(),
    }
    const told = messages.filter((message) => message !== undefined)
    return give(c, atomFeed(told, feed), 'application/atom+xml; charset=utf-8')
  })
  .get('/api/public.geojson', anyone(), (c) => {
    spend(c)
    const { present, clock, info } = worldOf(c)
    const collection = features(present.situations.wall, clock.now())
    const marked = info.kind === 'exercise' ? { ...collection, exercise: true } : collection
    return give(c, JSON.stringify(marked), 'application/geo+json')
  })

function spend(c: Context<Env>): void {
  c.var.server.limits.look(askerOf(c).address)
}

function baseOf(c: Context<Env>): string {
  return (c.var.server.config.PUBLIC_URL ?? c.var.server.address).replace(/\/$/, '')
}

function speakerOf(c: Context<Env>): Speaker {
  const { config } = c.var.server
  const { present, info } = worldOf(c)
  const { setting, index } = present.situations.wall
  const site = setting.get('site')?.value
  const name =
    typeof site === 'object' && site !== null && 'name' in site && typeof site.name === 'string'
      ? site.name
      : config.REGION
  const host = config.PUBLIC_URL && new URL(config.PUBLIC_URL).hostname
  return {
    sender: host ?? `ruang-pantau-${config.REGION}`,
    name: `Pusdalops ${name}`,
    area: name,
    offsetHours: index.calendar.offsetHours,
    exercise: info.kind === 'exercise',
    ...(config.PUBLIC_URL && { web: config.PUBLIC_URL }),
  }
}

/** Anybody's to keep for half a minute, and to ask for again at the price of a 304. */
async function give(c: Context<Env>, body: string, type: string): Promise<Response> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body))
  const etag = `"${Buffer.from(digest).toString('base64url').slice(0, 22)}"`
  c.header('Cache-Control', 'public, max-age=30')
  c.header('ETag', etag)
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  if (isKept(c, etag)) return c.body(null, 304)
  c.header('Content-Type', type)
  return c.body(body)
}
