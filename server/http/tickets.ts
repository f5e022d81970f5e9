import { Hono, type Context } from 'hono'
import { categoriesOf } from '../../shared/categories.ts'
import { cut, cutItem } from '../../shared/audience.ts'
import { problem, Refusal } from '../../shared/events/problem.ts'
import type { Ticket } from '../../shared/situation/items.ts'
import { agencyName } from '../../shared/agency-names.ts'
import { agenciesOf } from '../../shared/settings.ts'
import { monthOf } from '../../shared/working-days.ts'
import { agencyOf, audienceOf } from '../access/caller.ts'
import { dimensions, type Dimension, type StatisticsRow } from '../registers/ticket-statistics.ts'
import { namesOf } from './audit.ts'
import { anyone } from './anyone.ts'
import { allow, askerOf, wholeNumber, worldOf, wrong, type Env } from './context.ts'
import { csvLine } from './csv.ts'
import { ticketDictionary } from './ticket-dictionary.ts'

const filters = ['agency', 'status', 'class', 'category', 'district', 'from', 'to'] as const

/** Complaints for staff to search, and the figures that everybody may see. */
export const tickets = new Hono<Env>()
  .get('/api/tickets', allow('operator', 'executive', 'agency'), async (c) => {
    const { world, caller } = c.var
    const { setting } = world.present.situations.staff
    const given = Object.fromEntries(filters.map((name) => [name, c.req.query(name) || undefined]))
    const open = c.req.query('open')
    const words = c.req.query('q')?.slice(0, 200).trim() || undefined
    const own = agencyOf(caller)
    const late = c.req.query('overdue') === '1' ? new Date(world.clock.now()).toISOString() : undefined
    const filter = { ...given, words, overdueAt: late, ownOf: own, ...(open && { open: open !== '0' }) }
    const limit = wholeNumber(c, 'limit', { otherwise: 50, least: 1, most: 500 })
    const byDue = c.req.query('order') === 'due'
    const [due = '', row = '0'] = (c.req.query('after') ?? '').split(' ')
    const before = wholeNumber(c, 'before', {
      otherwise: Number.MAX_SAFE_INTEGER,
      least: 0,
      most: Number.MAX_SAFE_INTEGER,
    })
    const tickets = await world.registers.tickets()
    const found = byDue
      ? tickets.queue(filter, limit, { due, row: Number(row) || 0 })
      : tickets.search(filter, limit, before)
    const last = found.length === limit ? found.at(-1) : undefined
    c.header('Cache-Control', 'no-store')
    return c.json({
      tickets: found.map((row) => ({ ...row, item: itemOf(c, row.item) })),
      next: last && (byDue ? `${last.item.due} ${last.row}` : last.row),
      now: world.clock.now(),
      site: setting.get('site')?.value,
      // Those who give complaints on choose from these.
      agencies: agenciesOf(setting.get('agencies')?.value).map(({ id, name }) => ({
        ...{ id, name, short: agencyName(setting.get('agencies')?.value, id) },
      })),
      categories: categoriesOf(setting.get('categories')?.value).map(({ id, name }) => ({ id, name })),
    })
  })
  .get('/api/tickets/:id', allow('operator', 'executive', 'agency'), async (c) => {
    const { world, caller } = c.var
    const tickets = await world.registers.tickets()
    const row = tickets.find(c.req.param('id'))
    const own = agencyOf(caller)
    // Another agency’s complaint is answered as one that is not there; what nobody has, any may look at and take.
    const owner = row && (itemOf(c, row.item).agency ?? (row.closed ? '' : own))
    if (!row || (own !== undefined && owner !== own))
      throw new Refusal(problem(404, 'Not found', 'there is no such complaint'))
    const names = await namesOf(c)
    const steps = await Promise.all(
      tickets.steps(row.item.id).map(async ({ seq, time, status, agency }) => {
        const [read] = await world.log.read(seq - 1, 1)
        const event = read && cut(read, audienceOf(caller))
        const { note, reason, reply, photos, duplicateOf } = (event?.data ?? {}) as Record<string, unknown>
        const actor = event?.actor ?? event?.source ?? ''
        const by = names(actor) || actor
        return { seq, time, status, agency, by, note: note ?? reason, reply, photos, duplicateOf }
      }),
    )
    c.header('Cache-Control', 'no-store')
    return c.json({ ...row, item: itemOf(c, row.item), steps })
  })
  .get('/api/statistics/agencies', allow('operator', 'executive', 'agency'), async (c) => {
    const { registers, clock } = c.var.world
    const tickets = await registers.tickets()
    return c.json({ agencies: tickets.ranking(clock.now()) })
  })
  .get('/api/statistics/tickets', anyone(), async (c) => {
    const { by, from, to, rows } = await figures(c)
    return c.json({ by, from, to, rows })
  })
  .get('/api/statistics/tickets.csv', anyone(), async (c) => {
    const { by, from, to, rows } = await figures(c)
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', `attachment; filename="aduan-${by}-${from}-${to}.csv"`)
    const lines = rows.map((row) => csvLine(columns.map((name) => row[name] ?? '')))
    return c.body(`\uFEFF${csvLine([by, ...columns.slice(1)])}${lines.join('')}`)
  })
  .get('/api/statistics/dictionary.csv', anyone(), (c) => {
    c.header('Content-Type', 'text/csv; charset=utf-8')
    c.header('Content-Disposition', 'attachment; filename="aduan-kamus-data.csv"')
    return c.body(`\uFEFF${ticketDictionary.map((row) => csvLine(row)).join('')}`)
  })

/** The complaint as it stands, or as it last stood, cut for the caller. */
function itemOf(c: Context<Env>, last: Ticket): Ticket {
  const { world, caller } = c.var
  const item = world.present.situations.staff.ticket.get(last.id) ?? last
  return cutItem('ticket', item, audienceOf(caller))
}

const columns = ['of', 'opened', 'closed', 'inTime', 'responseMedian', 'responseP90', 'closingMedian', 'closingP90'] as const // prettier-ignore

const kept = new Map<string, { at: number; rows: StatisticsRow[] }>()
const keptForMs = 60_000
const mostKept = 200

/** The figures asked for; the same question is counted anew at most once a minute. */
async function figures(c: Context<Env>) {
  c.var.server.limits.public(askerOf(c).address, 'publicReads')
  const world = worldOf(c)
  const by = c.req.query('by') ?? 'agency'
  if (!isDimension(by)) throw wrong('by', `must be one of ${dimensions.join(', ')}`)
  const now = monthOf(world.clock.now(), world.present.situations.wall.index.calendar)
  const to = month(c, 'to', now)
  const from = month(c, 'from', `${Number(to.slice(0, 4)) - 1}${to.slice(4)}`)
  const key = [world.log.epoch, by, from, to].join(' ')
  const found = kept.get(key)
  const at = performance.now()
  if (found && at - found.at < keptForMs) return { by, from, to, rows: found.rows }
  const tickets = await world.registers.tickets()
  const rows = tickets.statistics(by, from, to)
  kept.delete(key)
  kept.set(key, { at, rows })
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
  return { by, from, to, rows }
}

const isDimension = (name: string): name is Dimension => dimensions.some((one) => one === name)

function month(c: Context<Env>, name: string, fallback: string): string {
  const given = c.req.query(name) ?? fallback
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(given)) return given
  throw wrong(name, 'must be a month such as 2026-11')
}
