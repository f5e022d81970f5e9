import type { RecordedEvent } from '../events/types.ts'
import { addWorkingDays, workingDaysBetween } from '../working-days.ts'
import { count } from './counters.ts'
import type { Ticket } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, indexAdd, indexDelete, touch, type Situation, type Touch } from './situation.ts'

const unrouted = ''
const dueHour = (ticket: Pick<Ticket, 'due'>): number => Math.floor(Date.parse(ticket.due) / 3_600_000)

export function indexTicket(situation: Situation, ticket: Ticket): void {
  indexAdd(situation.index.ticketsByAgency, ticket.agency ?? unrouted, ticket.id)
  if (!ticket.held) indexAdd(situation.index.ticketsByDueHour, dueHour(ticket), ticket.id)
}

/** What a ticket's places in the indexes depend on. */
type Place = Pick<Ticket, 'agency' | 'due' | 'held'>

/** Brings the indexes along with a ticket that stood elsewhere; most steps move it nowhere. */
function moveIndex({ index }: Situation, from: Place, to: Ticket): void {
  if (from.agency !== to.agency) {
    indexDelete(index.ticketsByAgency, from.agency ?? unrouted, to.id)
    indexAdd(index.ticketsByAgency, to.agency ?? unrouted, to.id)
  }
  if (from.due === to.due && from.held === to.held) return
  if (!from.held) indexDelete(index.ticketsByDueHour, dueHour(from), to.id)
  if (!to.held) indexAdd(index.ticketsByDueHour, dueHour(to), to.id)
}

function unindex(situation: Situation, ticket: Ticket): void {
  indexDelete(situation.index.ticketsByAgency, ticket.agency ?? unrouted, ticket.id)
  if (!ticket.held) indexDelete(situation.index.ticketsByDueHour, dueHour(ticket), ticket.id)
}

/** The end of the working days that the class allows, counted from the day of `from`. */
export function deadline(situation: Situation, ticketClass: string, from: string): string {
  const { sla, calendar } = situation.index
  const days = sla.get(ticketClass) ?? sla.get('*') ?? 5
  return new Date(addWorkingDays(Date.parse(from), days, calendar)).toISOString()
}

function put(situation: Situation, touched: Touch[], ticket: Ticket): void {
  ticket.seq = situation.seq
  situation.ticket.set(ticket.id, ticket)
  indexTicket(situation, ticket)
  touch(situation, touched, 'ticket', ticket.id)
}

export function ticketOpened(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'ticket.opened'>,
): void {
  const before = situation.ticket.get(event.subject)
  if (before) unindex(situation, before)
  const { data } = event
  const ticket: Ticket = lean({
    id: event.subject,
    seq: event.seq,
    class: data.class,
    category: data.category,
    title: data.title,
    geometry: data.geometry,
    region: event.region,
    channel: data.channel,
    agency: data.agency ?? before?.agency,
    status: before?.status ?? ('opened' as const),
    opened: event.time,
    due: data.due ?? before?.due ?? deadline(situation, data.class, event.time),
    held: before?.held,
    localStatus: data.localStatus,
    description: data.description,
    reporter: typeof data.reporter === 'string' ? data.reporter : undefined,
    ahead: isAhead(event) || undefined,
  })
  if (!before) {
    count(situation, touched, 'tickets', 'opened')
    if (ticket.agency) count(situation, touched, `tickets/${ticket.agency}`, 'opened')
  }
  put(situation, touched, ticket)
}

const statusAfter = {
  'ticket.verified': 'verified',
  'ticket.routed': 'routed',
  'ticket.answered': 'answered',
  'ticket.held': 'held',
  'ticket.resumed': 'routed',
} as const

export function ticketMoved(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<keyof typeof statusAfter>,
): void {
  const ticket = situation.ticket.get(event.subject)
  if (!ticket) return count(situation, touched, 'odd', 'ticket')
  const from: Place = { agency: ticket.agency, due: ticket.due, held: ticket.held }
  if (ticket.held && event.type !== 'ticket.held') resume(situation, ticket, event.time)
  if (event.type === 'ticket.held') ticket.held ??= event.time
  if (event.data.agency && event.data.agency !== ticket.agency) {
    ticket.agency = event.data.agency
    count(situation, touched, `tickets/${ticket.agency}`, 'opened')
  }
  ticket.status = event.type === 'ticket.resumed' && !ticket.agency ? 'verified' : statusAfter[event.type]
  ticket.seq = event.seq
  moveIndex(situation, from, ticket)
  touch(situation, touched, 'ticket', ticket.id)
}

/** The clock runs again: the deadline moves by the working days that passed while it stood. */
function resume(situation: Situation, ticket: Ticket, at: string): void {
  if (!ticket.held) return
  const { calendar } = situation.index
  const stood = workingDaysBetween(Date.parse(ticket.held), Date.parse(at), calendar)
  // The deadline is the first moment of the next day: one millisecond before it lies in its own last day.
  if (stood > 0)
    ticket.due = new Date(addWorkingDays(Date.parse(ticket.due) - 1, stood, calendar)).toISOString()
  delete ticket.held
}

export function ticketClosed(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'ticket.closed'>,
): void {
  const ticket = situation.ticket.get(event.subject)
  if (!ticket) return count(situation, touched, 'odd', 'ticket')
  unindex(situation, ticket)
  situation.ticket.delete(ticket.id)
  gone(situation, touched, 'ticket', ticket.id)
  const inTime = Date.parse(event.time) <= Date.parse(ticket.due) || ticket.held !== undefined
  for (const id of ticket.agency ? ['tickets', `tickets/${ticket.agency}`] : ['tickets']) {
    count(situation, touched, id, 'closed')
    count(situation, touched, id, inTime ? 'inTime' : 'late')
  }
}

/** Opened again: an open ticket stays; a closed one comes back from the card that the hub filled in. */
export function ticketReopened(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'ticket.reopened'>,
): void {
  const open = situation.ticket.get(event.subject)
  const card = event.card as Ticket | undefined
  if (!open && !card) return count(situation, touched, 'odd', 'ticket')
  if (open) unindex(situation, open)
  const ticket: Ticket = { ...(open ?? card!), id: event.subject, status: 'reopened' }
  delete ticket.held
  ticket.due = deadline(situation, ticket.class, event.time)
  if (event.data.agency) ticket.agency = event.data.agency
  count(situation, touched, 'tickets', 'reopened')
  put(situation, touched, ticket)
}

/** The open, not held tickets whose deadline has passed, longest overdue first. `now` in ms UTC. */
export function overdueTickets(situation: Situation, now: number): Ticket[] {
  const late: Ticket[] = []
  const limit = Math.floor(now / 3_600_000)
  for (const [hour, ids] of situation.index.ticketsByDueHour) {
    if (hour > limit) continue
    for (const id of ids) {
      const ticket = situation.ticket.get(id)
      if (ticket && Date.parse(ticket.due) <= now) late.push(ticket)
    }
  }
  return late.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.seq - b.seq))
}
