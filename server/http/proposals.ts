import { Hono, type Context } from 'hono'
import { categoriesOf } from '../../shared/categories.ts'
import { criticalRuleOf } from '../../shared/deviation.ts'
import { emptyYear } from '../../shared/empty-year.ts'
import { hotSpotRulesOf, hotSpots } from '../../shared/hot-spots.ts'
import { lateRoads } from '../../shared/late-roads.ts'
import type { Ticket } from '../../shared/situation/items.ts'
import { alikeTickets, repeats } from '../../shared/ticket-duplicates.ts'
import { anyone } from './anyone.ts'
import { allow, askerOf, worldOf, wrong, type Env } from './context.ts'

const mostTold = 50
const short = ({ id, seq, title, category, agency, opened, status }: Ticket) => ({ id, seq, title, category, agency, opened, status }) // prettier-ignore

/** What complaints lying together suggest: a person confirms it, or lets it be. Counted from what stands now, never kept. */
export const proposals = new Hono<Env>()
  .get('/api/proposals', allow('operator', 'executive'), (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json(proposalsOf(c))
  })
  .get('/api/lapor/near', anyone(), (c) => {
    const world = worldOf(c)
    c.var.server.limits.public(askerOf(c).address, 'publicReads')
    const [lon, lat] = (c.req.query('point') ?? '').split(',').map(Number)
    if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat))
      throw wrong('point', 'must be LONGITUDE,LATITUDE')
    const now = world.clock.now()
    // What a wall shows, so titles alone, and nothing of what is to be kept secret.
    const open = [...world.present.situations.wall.ticket.values()].filter((one) => !one.secret)
    const wanted = { category: c.req.query('category') ?? '', at: [lon, lat] as [number, number] }
    const found = alikeTickets(open)({ ...wanted, opened: new Date(now).toISOString() })
    return c.json({
      near: found
        .slice(0, 3)
        .map(({ ticket, metres }) => ({ title: ticket.title, opened: ticket.opened, metres })),
    })
  })

function proposalsOf(c: Context<Env>) {
  const { clock, present } = c.var.world
  const { ticket, incident, project, setting, index } = present.situations.staff
  const now = clock.now()
  const value = (key: string) => setting.get(key)?.value
  const tickets = [...ticket.values()]
  const roads = new Set(
    categoriesOf(value('categories'))
      .filter(({ road }) => road)
      .flatMap(({ id, name }) => [id, name]),
  )
  const late = lateRoads(tickets, project.values(), {
    isRoad: (one) => roads.has(one),
    now,
    calendar: index.calendar,
    rule: criticalRuleOf(value('criticalRule')),
  })
  return {
    // Said where deadlines are worked with, as a source that is silent is.
    yearWithoutHolidays: emptyYear(index.calendar, now),
    hotSpots: hotSpots(tickets, incident.values(), hotSpotRulesOf(value('hotspots')), now)
      .slice(0, mostTold)
      .map(({ id, rule, at, tickets: all }) => ({ id, ...rule, at, tickets: all.map(short) })),
    roads: late
      .slice(0, mostTold)
      .map((one) => ({ ticket: short(one.ticket), metres: one.metres, project: { id: one.project.id, name: one.project.name, agency: one.project.agency } })), // prettier-ignore
    repeats: repeats(tickets)
      .slice(0, mostTold)
      .map((one) => ({ ticket: short(one.ticket), of: short(one.of), metres: one.metres })),
  }
}
