import { Hono, type Context } from 'hono'
import { dayStart } from '../../shared/working-days.ts'
import type { Audit, AuditFilter } from '../registers/audit.ts'
import { allow, wholeNumber, wrong, type Env } from './context.ts'
import { csvLine } from './csv.ts'
import { unwatched } from './guests.ts'
import { nameOf } from './screens.ts'

/** The columns of the CSV: `who` is the name as it stands in the accounts now, `details` is `field=value; …`. */
const auditColumns = ['seq', 'recorded', 'actor', 'who', 'type', 'subject', 'details'] as const
const rowsAtOnce = 1_000
const newest = Number.MAX_SAFE_INTEGER
const dayMs = 86_400_000

/** Who did what, for administrators. Names come from the accounts when they are read: the log holds references alone. */
export const audit = new Hono<Env>()
  .get('/api/audit', allow(), unwatched(), async (c) => {
    const before = wholeNumber(c, 'before', { otherwise: newest, least: 1, most: newest })
    const limit = wholeNumber(c, 'limit', { otherwise: 100, least: 1, most: rowsAtOnce })
    const audit = await c.var.world.registers.audit()
    const rows = audit.list(filterOf(c), before, limit)
    const names = await namesOf(c)
    c.header('Cache-Control', 'no-store')
    return c.json({
      audit: rows.map((row) => ({ ...row, who: names(row.actor), about: names(row.subject) })),
      next: rows.length === limit ? (rows.at(-1)?.seq ?? null) : null,
    })
  })
  .get('/api/audit.csv', allow(), unwatched(), async (c) => {
    const { world, server } = c.var
    const filter = filterOf(c)
    const audit = await world.registers.audit()
    const rows = audit.count(filter)
    const { seq: head } = await world.log.head()
    await server.access.journal.note('export.made', 'audit', { what: 'audit', rows, by: nameOf(c) }, world)
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', `attachment; filename="audit-${world.info.name}-${head}.csv"`)
    c.header('Cache-Control', 'no-store')
    return c.body(new ReadableStream(csvOf(audit, filter, head + 1, await namesOf(c))))
  })

/** The rows before `before`, newest first, written as they are asked for: they may be many. */
function csvOf(
  audit: Audit,
  filter: AuditFilter,
  before: number,
  names: (actor: string) => string,
): UnderlyingDefaultSource<Uint8Array> {
  const text = new TextEncoder()
  let next = before
  return {
    start: (sink) => sink.enqueue(text.encode(csvLine(auditColumns))),
    pull: (sink) => {
      const rows = audit.list(filter, next, rowsAtOnce)
      next = rows.at(-1)?.seq ?? 0
      if (rows.length === 0) return sink.close()
      const lines = rows.map((row) => {
        const details = Object.entries(row.summary).map(([name, value]) => `${name}=${value}`)
        const { seq, recorded, actor, type, subject } = row
        return csvLine([seq, recorded, actor, names(row.actor), type, subject, details.join('; ')])
      })
      sink.enqueue(text.encode(lines.join('')))
    },
  }
}

/** What the accounts call a person, a key or a screen; empty for who is gone, and for other things. */
export async function namesOf(c: Context<Env>): Promise<(actor: string) => string> {
  const { access, keys } = c.var.server
  const names = new Map<string, string>()
  for (const { id, name } of await access.people.list()) names.set(`p_${id}`, name)
  for (const { ref, name } of keys.list()) names.set(ref, name)
  for (const { id, name } of access.screens.list()) names.set(id, name)
  return (actor) => names.get(actor.slice(actor.lastIndexOf(':') + 1)) ?? ''
}

function filterOf(c: Context<Env>): AuditFilter {
  const { actor, type, subject } = c.req.query()
  if (type && !/^[a-z]+(\.[a-z-]+)?$/i.test(type)) throw wrong('type', 'must be a type or a noun of one')
  return { actor, type, subject, from: momentOf(c, 'from'), to: momentOf(c, 'to') }
}

/** An RFC 3339 time, or a day of the site's: `from` its beginning, `to` its end. UTC. */
export function momentOf(c: Context<Env>, name: 'from' | 'to'): string | undefined {
  const text = c.req.query(name)
  if (!text) return undefined
  const at = Date.parse(text)
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  if (Number.isNaN(at) || !(isDay || /T.*(Z|[+-]\d\d:\d\d)$/i.test(text)))
    throw wrong(name, 'must be a day such as 2026-11-22, or an RFC 3339 time with a zone')
  if (!isDay) return new Date(at).toISOString()
  const day = at / dayMs + (name === 'to' ? 1 : 0)
  return new Date(dayStart(day, c.var.world.present.situations.staff.index.calendar)).toISOString()
}
