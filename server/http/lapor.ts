import { Hono, type Context } from 'hono'
import { categoriesOf } from '../../shared/categories.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { agenciesOf } from '../../shared/settings.ts'
import { readNumber } from '../../shared/ticket-number.ts'
import type { Caller } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import { anyone } from './anyone.ts'
import { parseJson, readBody, textOf } from './body.ts'
import { askerOf, worldOf, type Env } from './context.ts'
import { eventOf, mostPhotos, readForm, wrong, type Form } from './lapor-form.ts'

const mostBytes = 60_000
const mostPhotoBytes = 5_000_000
/** Who speaks for the public's form: a source like others, which says one type. */
const publicForm: Caller = {
  role: 'feeder',
  ref: 'lapor',
  name: 'lapor',
  sources: ['/lapor'],
  types: ['ticket.opened'],
}

/** The public's form and its track page: no account, no name needed; every report costs its sender a sum. */
export const lapor = new Hono<Env>()
  .get('/api/lapor', anyone(), (c) => {
    const { setting } = worldOf(c).present.situations.wall
    const { limits, puzzles } = c.var.server
    limits.public(askerOf(c).address, 'publicReads')
    const categories = categoriesOf(setting.get('categories')?.value)
    const site = setting.get('site')?.value
    return c.json({
      ...puzzles.make(),
      categories: categories.map(({ id, name, group }) => ({ id, name, group })),
      site,
      mostPhotos,
    })
  })
  .post('/api/lapor', anyone(), async (c) => {
    const world = worldOf(c)
    c.var.server.limits.public(askerOf(c).address, 'reports')
    const given = readForm(parseJson(textOf(await readBody(c, mostBytes))))
    solved(c, given)
    await check(c, given)
    const value = eventOf(given, world.present.situations.wall.setting.get('categories')?.value)
    const answer = await takeIn(
      world,
      c.var.server.quarantine,
      [{ value, raw: JSON.stringify({ ...value, data: undefined }) }],
      publicForm,
    )
    c.var.server.metrics.told(answer)
    const [refused] = answer.refused
    if (refused) throw new Refusal(refused.problem)
    const seq = (answer.recorded[0] ?? answer.known[0])?.seq ?? 0
    const [event] = await world.log.read(seq - 1, 1)
    const number = event?.type === 'ticket.opened' ? event.data.number : undefined
    return c.json({ number, received: event?.recorded }, answer.recorded.length > 0 ? 201 : 200)
  })
  .post('/api/lapor/photo', anyone(), async (c) => {
    const { server } = c.var
    const { address } = askerOf(c)
    server.limits.public(address, 'reports')
    solved(c, { challenge: c.req.query('challenge') ?? '', nonce: c.req.query('nonce') ?? '' })
    const leave = server.media.queue.enter(`lapor ${address}`)
    try {
      const sent = Buffer.from(await readBody(c, mostPhotoBytes))
      const kept = await server.media.take(worldOf(c).info.name, sent)
      return c.json({ sha256: kept.sha256 }, 201)
    } finally {
      leave()
    }
  })
  .get('/api/lapor/:number', anyone(), async (c) => {
    const world = worldOf(c)
    const { row, number, tickets } = await asked(c)
    const { setting } = world.present.situations.wall
    const agencies = agenciesOf(setting.get('agencies')?.value)
    const categories = categoriesOf(setting.get('categories')?.value)
    const nameOf = (id: string | undefined) => agencies.find((one) => one.id === id)?.name ?? id
    const { item } = row
    const steps = await Promise.all(
      tickets.steps(item.id).map(async ({ seq, time, status, agency }) => {
        const [event] = await world.log.read(seq - 1, 1)
        const told: Record<string, unknown> = event?.data ?? {}
        const photos = status === 'opened' || !Array.isArray(told.photos) ? [] : told.photos
        return { time, status, agency: nameOf(agency), reply: told.reply, photos }
      }),
    )
    return c.json({
      number,
      site: setting.get('site')?.value,
      class: item.class,
      category: categories.find(({ id }) => id === item.category)?.name ?? item.category,
      opened: item.opened,
      status: row.closed ? (row.outcome ?? 'done') : item.status,
      agency: nameOf(item.agency),
      ...(!row.closed && { due: item.due, held: item.held !== undefined }),
      steps,
    })
  })
  .get('/api/lapor/:number/:sha256{[0-9a-f]{64}}', anyone(), async (c) => {
    const world = worldOf(c)
    const { row, tickets } = await asked(c)
    const wanted = c.req.param('sha256')
    const steps = tickets.steps(row.item.id).filter(({ status }) => status !== 'opened')
    for (const { seq } of steps) {
      const [event] = await world.log.read(seq - 1, 1)
      const photos = event && 'photos' in event.data ? event.data.photos : undefined
      const found = photos?.includes(wanted) ? await c.var.server.media.get(wanted) : undefined
      if (!found) continue
      c.header('Content-Type', found.type)
      c.header('Content-Security-Policy', "default-src 'none'; sandbox")
      return c.body(new Uint8Array(found.bytes))
    }
    throw new Refusal(problem(404, 'Not found', 'there is no such photo of an answer'))
  })

/** The complaint of a number; who tries many is slowed down. */
async function asked(c: Context<Env>) {
  c.var.server.limits.public(askerOf(c).address, 'publicReads')
  const number = readNumber(c.req.param('number') ?? '')
  const tickets = await worldOf(c).registers.tickets()
  const row = number === undefined ? undefined : tickets.byNumber(number)
  if (!row) throw new Refusal(problem(404, 'Not found', 'there is no report of that number'))
  return { row, number, tickets }
}

function solved(c: Context<Env>, { challenge, nonce }: Pick<Form, 'challenge' | 'nonce'>): void {
  const fault = c.var.server.puzzles.take(challenge, nonce)
  if (fault) throw wrong('challenge', fault)
}

/** What only the server knows: the category, the place, and whether the photos came. */
async function check(c: Context<Env>, { category, point, village, photos }: Form): Promise<void> {
  const world = worldOf(c)
  const { setting } = world.present.situations.wall
  if (!categoriesOf(setting.get('categories')?.value).some(({ id }) => id === category))
    throw wrong('category', 'must be one of those that GET /api/lapor lists')
  if (point && world.regionAt(...point) === undefined)
    throw wrong('point', 'lies outside this regency, or in the sea')
  if (village && !village.startsWith(`${c.var.server.config.REGION}.`))
    throw wrong('village', 'is not of this regency')
  for (const photo of photos) {
    if (!(await c.var.server.media.has(photo))) throw wrong('photos', 'POST them to /api/lapor/photo first')
  }
}
