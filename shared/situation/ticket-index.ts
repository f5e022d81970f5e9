import { deadlineOf } from '../deadline.ts'
import { count } from './counters.ts'
import type { Ticket } from './items.ts'
import { indexAdd, indexCount, indexDelete, touch, type Situation, type Touch } from './situation.ts'

const unrouted = ''
const dueHour = (ticket: Pick<Ticket, 'due'>): number => Math.floor(Date.parse(ticket.due) / 3_600_000)

export function indexTicket(situation: Situation, ticket: Ticket): void {
  indexCount(situation.index.ticketsByAgency, ticket.agency ?? unrouted, 1)
  if (!ticket.held) indexAdd(situation.index.ticketsByDueHour, dueHour(ticket), ticket.id)
}

/** What a ticket's places in the indexes depend on. */
export type Place = Pick<Ticket, 'agency' | 'due' | 'held'>

/** Brings the indexes along with a ticket that stood elsewhere; most steps move it nowhere. */
export function moveIndex({ index }: Situation, from: Place, to: Ticket): void {
  if (from.agency !== to.agency) {
    indexCount(index.ticketsByAgency, from.agency ?? unrouted, -1)
    indexCount(index.ticketsByAgency, to.agency ?? unrouted, 1)
    // Nothing else moves a deadline: most steps need not fetch it to see that it stands.
  } else if (from.held === to.held) return
  if (from.due === to.due && from.held === to.held) return
  if (!from.held) indexDelete(index.ticketsByDueHour, dueHour(from), to.id)
  if (!to.held) indexAdd(index.ticketsByDueHour, dueHour(to), to.id)
}

export function unindex(situation: Situation, ticket: Ticket): void {
  indexCount(situation.index.ticketsByAgency, ticket.agency ?? unrouted, -1)
  if (!ticket.held) indexDelete(situation.index.ticketsByDueHour, dueHour(ticket), ticket.id)
}

/** Days were added to the calendar, or taken away: every open ticket's deadline is counted anew, and says what it was. */
export function recountDeadlines(situation: Situation, touched: Touch[]): void {
  let moved = 0
  for (const ticket of situation.ticket.values()) {
    const { due, soon } = deadlineOf(ticket, situation.index.calendar)
    if (due === ticket.due && soon === ticket.soon) continue
    unindex(situation, ticket)
    if (due !== ticket.due) ticket.recalculated = ticket.due
    Object.assign(ticket, { due, soon, seq: situation.seq })
    indexTicket(situation, ticket)
    touch(situation, touched, 'ticket', ticket.id)
    moved++
  }
  if (moved > 0) count(situation, touched, 'tickets', 'recalculated', moved)
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
