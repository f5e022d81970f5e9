import type { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { Ticket } from '../../shared/situation/items.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation } from '../../shared/situation/situation.ts'
import { indexTicket, unindex } from '../../shared/situation/ticket-index.ts'
import { monthOf } from '../../shared/working-days.ts'

type TicketEvent = Extract<RecordedEvent, { type: `ticket.${string}` }>

/** What a step is called where people read it. */
const statusOf = (event: TicketEvent): string => {
  if (event.type === 'ticket.closed') return event.data.outcome ?? 'done'
  return event.type.slice('ticket.'.length)
}

const textOf = (item: Ticket, { seq }: TicketEvent): string => JSON.stringify({ ...item, seq })

/** What a complaint is searched by. */
const wordsOf = ({ id, title, description, category }: Ticket, number: unknown): string =>
  [id, number, title, description, category].filter(Boolean).join(' ')

/** What a row is found and counted by: the columns of its indexes. */
const filed = ['class', 'category', 'agency', 'region', 'opened', 'responded', 'due', 'held'] as const

/** Tenths of hours between, what figures are told in. */
const tenths = (from: string, to: string | undefined): number | null =>
  to === undefined ? null : Math.round((Date.parse(to) - Date.parse(from)) / 360_000)

/**
 * Applies statements to the tables with the fold itself, on a situation that holds one complaint at a time: so a row says
 * of deadlines and states what every screen says. Statements go by `get`: `run` answers the last row written too, which
 * after a write of words is one of FTS5's own, beyond 2^53, and then throws (https://www.sqlite.org/fts5.html).
 */
export function ticketFold(db: DatabaseSync, first: Record<string, unknown>): (event: RecordedEvent) => void {
  const kept = db.prepare('SELECT key, value FROM ticket_setting').all()
  const changed = kept.map((row): [string, unknown] => [String(row.key), JSON.parse(String(row.value))])
  const alone = createSituation({ ...first, ...Object.fromEntries(changed) })
  const find = db.prepare('SELECT item, closed, row, number FROM ticket WHERE id = ?')
  const open = db.prepare('SELECT item FROM ticket WHERE closed IS NULL')
  const step = db.prepare('INSERT OR IGNORE INTO ticket_step VALUES (?, ?, ?, ?, ?)')
  /** What no index holds: most steps change nothing else. */
  const goOn = db.prepare('UPDATE ticket SET seq = ?, status = ?, changed = ?, item = ? WHERE row = ?')
  const put = db.prepare(`
    INSERT INTO ticket (id, number, seq, class, category, agency, district, status, opened, openedMonth, responded,
      closed, closedMonth, outcome, inTime, changed, due, held, responseTenths, closingTenths, item)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET number = excluded.number, seq = excluded.seq, class = excluded.class,
      category = excluded.category, agency = excluded.agency, district = excluded.district, status = excluded.status,
      opened = excluded.opened, openedMonth = excluded.openedMonth, responded = excluded.responded,
      closed = excluded.closed, closedMonth = excluded.closedMonth, outcome = excluded.outcome,
      inTime = excluded.inTime, changed = excluded.changed, due = excluded.due, held = excluded.held, responseTenths = excluded.responseTenths,
      closingTenths = excluded.closingTenths, item = excluded.item
    RETURNING row`)
  const setting = db.prepare('INSERT OR REPLACE INTO ticket_setting VALUES (?, ?)')
  const forget = db.prepare('DELETE FROM ticket_words WHERE rowid = ?')
  const index = db.prepare('INSERT INTO ticket_words (rowid, words) VALUES (?, ?)')
  const move = db.prepare('UPDATE ticket SET item = ?, due = ? WHERE id = ?')

  const month = (utc: string) => monthOf(Date.parse(utc), alone.index.calendar)
  const takeUp = (item: Ticket) => {
    alone.ticket.set(item.id, item)
    indexTicket(alone, item)
  }
  const layDown = () => {
    for (const item of alone.ticket.values()) unindex(alone, item)
    alone.ticket.clear()
    alone.dirty.ticket.clear()
  }

  function settingChanged(event: Extract<RecordedEvent, { type: 'setting.changed' }>): void {
    setting.get(event.data.key, JSON.stringify(event.data.value))
    for (const row of open.all()) takeUp(JSON.parse(String(row.item)) as Ticket)
    const ids = evolve(alone, event).flatMap(({ kind, id }) => (kind === 'ticket' ? [id] : []))
    for (const id of ids) {
      const item = alone.ticket.get(id)
      if (item) move.get(JSON.stringify(item), item.due, id)
    }
    layDown()
  }

  function ticketSaid(event: TicketEvent): void {
    const row = find.get(event.subject)
    const before = row && (JSON.parse(String(row.item)) as Ticket)
    if (before && row.closed === null) takeUp(before)
    // The fold changes an item in place; its words alone are new with every opening, and only then.
    const stood = filed.map((name) => before?.[name])
    const worded = before && event.type === 'ticket.opened' ? wordsOf(before, row.number) : undefined
    evolve(alone, event)
    const after = alone.ticket.get(event.subject)
    layDown()
    const item = after ?? before
    // A step of what nobody opened, or a second closing: the log keeps it, there is no row to change.
    if (!item || (!after && row?.closed !== null)) return
    step.get(item.id, event.seq, event.time, statusOf(event), item.agency ?? null)
    const alike = row?.closed === null && after && filed.every((name, at) => after[name] === stood[at])
    if (alike && event.type !== 'ticket.opened')
      return void goOn.get(event.seq, item.status, event.time, textOf(item, event), row.row ?? null)
    const end = after ? undefined : event.time
    const inTime = end && (item.held !== undefined || Date.parse(end) <= Date.parse(item.due)) ? 1 : 0
    const outcome = event.type === 'ticket.closed' ? (event.data.outcome ?? 'done') : null
    const number = event.type === 'ticket.opened' ? event.data.number : row?.number
    const written = put.get(
      ...[item.id, typeof number === 'string' ? number : null, event.seq, item.class, item.category],
      ...[item.agency ?? null, item.region?.slice(0, 8) ?? null, after ? item.status : 'closed'],
      ...[item.opened, month(item.opened), item.responded ?? null],
      ...[end ?? null, end ? month(end) : null, outcome, end ? inTime : null, event.time],
      ...[item.due, item.held ? 1 : 0, tenths(item.opened, item.responded), tenths(item.opened, end)],
      textOf(item, event),
    )
    if (event.type !== 'ticket.opened') return
    const words = wordsOf(item, number)
    if (words === worded) return
    if (row) forget.get(Number(written?.row))
    index.get(Number(written?.row), words)
  }

  return (event) => {
    if (event.type === 'setting.changed') settingChanged(event)
    else if (isTicket(event)) ticketSaid(event)
  }
}

function isTicket(event: RecordedEvent): event is TicketEvent {
  return event.type.startsWith('ticket.')
}
