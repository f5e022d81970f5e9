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
export interface TicketStep {
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
  status?: string | undefined
  class?: string | undefined
  category?: string | undefined
  district?: string | undefined
  from?: string | undefined
  to?: string | undefined
  open?: boolean | undefined
  secret?: boolean | undefined
}

export interface TicketReading {
  find: (id: string) => TicketRow | undefined
  byNumber: (number: string) => TicketRow | undefined
  steps: (id: string) => TicketStep[]
  /** The newest first, below `before`. */
  search: (filter: TicketFilter, limit: number, before?: number) => TicketRow[]
}

/** Words as an FTS5 query: every word, as a beginning; https://www.sqlite.org/fts5.html#full_text_query_syntax */
export function ftsQuery(words: string): string {
  const found = words.normalize('NFKC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  return found
    .slice(0, 12)
    .map((word) => `"${word}"*`)
    .join(' ')
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

export function readTickets(db: DatabaseSync): TicketReading {
  const columns = 'item, number, closed, outcome, inTime, changed, row'
  const byId = db.prepare(`SELECT ${columns} FROM ticket WHERE id = ?`)
  const byNumber = db.prepare(`SELECT ${columns} FROM ticket WHERE number = ? ORDER BY row LIMIT 1`)
  const steps = db.prepare('SELECT seq, time, status, agency FROM ticket_step WHERE id = ? ORDER BY seq')

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

  function search(filter: TicketFilter, limit: number, before = Number.MAX_SAFE_INTEGER): TicketRow[] {
    const conditions = ['row < ?']
    const values: SQLInputValue[] = [before]
    const add = (sql: string, ...given: SQLInputValue[]) => {
      conditions.push(sql)
      values.push(...given)
    }
    if (filter.words !== undefined) {
      const query = ftsQuery(filter.words)
      if (query === '') return []
      add('row IN (SELECT rowid FROM ticket_words WHERE ticket_words MATCH ? AND rowid < ? ORDER BY rowid DESC)', query, before) // prettier-ignore
    }
    if (filter.ids) add(`id IN (${filter.ids.map(() => '?').join(', ')})`, ...filter.ids)
    for (const name of ['agency', 'status', 'class', 'category', 'district'] as const) {
      if (filter[name] !== undefined) add(`${name} = ?`, filter[name])
    }
    if (filter.from) add('opened >= ?', filter.from)
    if (filter.to) add('opened < ?', filter.to)
    if (filter.open !== undefined) add(`closed IS ${filter.open ? '' : 'NOT '}NULL`)
    if (filter.secret === false) add("json_extract(item, '$.secret') IS NOT 1")
    const where = conditions.join(' AND ')
    const found = db
      .prepare(`SELECT ${columns} FROM ticket WHERE ${where} ORDER BY row DESC LIMIT ?`)
      .all(...values, Math.trunc(limit))
    return found.flatMap((row) => rowOf(row) ?? [])
  }

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
    search,
  }
}
