import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Ticket } from '../../shared/situation/items.ts'

/** A complaint as the register has it: the item as it stands, or as it last stood. */
export interface TicketRow {
  item: Ticket
  number: string | undefined
  /** UTC of the closing; undefined while it is open. */
  closed: string | undefined
  outcome: string | undefined
  inTime: boolean | undefined
  /** UTC of the last step. */
  changed: string
  /** Pages go on from here, downwards. */
  row: number
}

/** A step of a complaint, without who took it and what was written. */
interface TicketStep {
  seq: number
  /** UTC. */
  time: string
  status: string
  agency: string | undefined
}

/** Which complaints: `words` all have to stand in it (beginnings suffice); `from` ≤ opened < `to`, UTC. */
export interface TicketFilter {
  words?: string | undefined
  ids?: readonly string[] | undefined
  agency?: string | undefined
  /** An agency's own and those that nobody has. */
  ownOf?: string | undefined
  /** Past their deadline at this moment (UTC), not held. */
  overdueAt?: string | undefined
  status?: string | undefined
  class?: string | undefined
  category?: string | undefined
  district?: string | undefined
  from?: string | undefined
  to?: string | undefined
  open?: boolean | undefined
  secret?: boolean | undefined
}

/** A closed complaint's place in the order of their closing. */
export interface Ended {
  closed: string
  row: number
}

export interface TicketReading {
  find: (id: string) => TicketRow | undefined
  byNumber: (number: string) => TicketRow | undefined
  steps: (id: string) => TicketStep[]
  /** Those closed before a moment (UTC), in the order of their closing, behind `after`. */
  endedBefore: (at: string, after: Ended, limit: number) => (Ended & { id: string })[]
  /** The newest first, below `before`. */
  search: (filter: TicketFilter, limit: number, before?: number) => TicketRow[]
  /** The open ones by deadline, the earliest first, behind `after`. */
  queue: (filter: TicketFilter, limit: number, after?: { due: string; row: number }) => TicketRow[]
}

/** Words as an FTS5 query: every word, as a beginning; https://www.sqlite.org/fts5.html#full_text_query_syntax */
function ftsQuery(words: string): string {
  const found = words.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return found
    .slice(0, 12)
    .map((word) => `"${word}"*`)
    .join(' ')
}

/** A filter as SQL. Words lead: their index gives its rows in order, so that the newest page costs a page. */
function wanted(filter: TicketFilter) {
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  const add = (sql: string, ...given: SQLInputValue[]) => {
    conditions.push(sql)
    values.push(...given)
  }
  if (filter.words !== undefined) add('ticket_words MATCH ?', ftsQuery(filter.words))
  if (filter.ids) add(`id IN (${filter.ids.map(() => '?').join(', ')})`, ...filter.ids)
  for (const name of ['agency', 'status', 'class', 'category', 'district'] as const) {
    if (filter[name] !== undefined) add(`${name} = ?`, filter[name])
  }
  if (filter.ownOf !== undefined) add('(agency = ? OR (agency IS NULL AND closed IS NULL))', filter.ownOf)
  if (filter.from) add('opened >= ?', filter.from)
  if (filter.to) add('opened < ?', filter.to)
  if (filter.open !== undefined) add(`closed IS ${filter.open ? '' : 'NOT '}NULL`)
  if (filter.overdueAt) add('closed IS NULL AND held = 0 AND due <= ?', filter.overdueAt)
  if (filter.secret === false) add("json_extract(item, '$.secret') IS NOT 1")
  const from =
    filter.words === undefined
      ? 'ticket'
      : 'ticket_words CROSS JOIN ticket ON ticket.row = ticket_words.rowid'
  return { from, conditions, values }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function readTickets(db: DatabaseSync): TicketReading {
  const columns = 'item, number, closed, outcome, inTime, changed, row'
  const byId = db.prepare(`SELECT ${columns} FROM ticket WHERE id = ?`)
  const byNumber = db.prepare(`SELECT ${columns} FROM ticket WHERE number = ? ORDER BY row LIMIT 1`)
  const steps = db.prepare('SELECT seq, time, status, agency FROM ticket_step WHERE id = ? ORDER BY seq')

  const ended = db.prepare(
    'SELECT id, closed, row FROM ticket WHERE closed < ? AND (closed, row) > (?, ?) ORDER BY closed, row LIMIT ?',
  )

  const rowOf = (row: Record<string, unknown> | undefined): TicketRow | undefined =>
    row && {
      item: JSON.parse(String(row.item)) as Ticket,
      number: text(row.number),
      closed: text(row.closed),
      outcome: text(row.outcome),
      inTime: row.inTime === null ? undefined : row.inTime === 1,
      changed: String(row.changed),
      row: Number(row.row),
    }

  function found(filter: TicketFilter, page: string, at: SQLInputValue[], order: string, limit: number) {
    const { from, conditions, values } = wanted(filter)
    const sql = `SELECT ${columns} FROM ${from} WHERE ${[...conditions, page].join(' AND ')} ORDER BY ${order} LIMIT ?`
    const rows = db.prepare(sql).all(...values, ...at, Math.trunc(limit))
    return rows.flatMap((row) => rowOf(row) ?? [])
  }
  const nothing = ({ words }: TicketFilter) => words !== undefined && ftsQuery(words) === ''

  return {
    find: (id) => rowOf(byId.get(id)),
    byNumber: (number) => rowOf(byNumber.get(number)),
    steps: (id) =>
      steps.all(id).map((row) => ({
        seq: Number(row.seq),
        time: String(row.time),
        status: String(row.status),
        agency: text(row.agency),
      })),
    endedBefore: (at, { closed, row }, limit) =>
      ended
        .all(at, closed, row, limit)
        .map((one) => ({ id: String(one.id), closed: String(one.closed), row: Number(one.row) })),
    search: (filter, limit, before = Number.MAX_SAFE_INTEGER) => {
      if (nothing(filter)) return []
      const key = filter.words === undefined ? 'row' : 'ticket_words.rowid'
      return found(filter, `${key} < ?`, [before], `${key} DESC`, limit)
    },
    queue: (filter, limit, after = { due: '', row: 0 }) => {
      if (nothing(filter)) return []
      return found(
        { ...filter, open: true },
        '(due, row) > (?, ?)',
        [after.due, after.row],
        'due, row',
        limit,
      )
    },
  }
}
