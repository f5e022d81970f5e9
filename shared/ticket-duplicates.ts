import type { Position } from './events/geometry.ts'
import type { Ticket } from './situation/items.ts'
import { gridOf, metresBetween } from './ticket-grid.ts'

/** How near two complaints of one category lie, and how far apart in time, to be asked whether they are one. */
export const alike = { metres: 150, days: 14 }

interface SameTicket {
  ticket: Ticket
  metres: number
}

const days = (one: string, other: string) => Math.abs(Date.parse(one) - Date.parse(other)) / 86_400_000

/** The open tickets that may say the same as one of that category at that place and time (UTC), the nearest first. */
export function alikeTickets(
  tickets: Iterable<Ticket>,
): (wanted: { category: string; at: Position; opened: string }) => SameTicket[] {
  const grid = gridOf(tickets, alike.metres)
  return ({ category, at, opened }) =>
    grid
      .near(category, at)
      .filter(({ ticket }) => days(ticket.opened, opened) <= alike.days)
      .map((one) => ({ ticket: one.ticket, metres: Math.round(metresBetween(at, one.at)) }))
      .sort((a, b) => a.metres - b.metres || (a.ticket.opened < b.ticket.opened ? -1 : 1))
}

/** A ticket that nobody verified yet, and the older one that it may repeat. */
interface Repeat {
  ticket: Ticket
  of: Ticket
  metres: number
}

export function repeats(tickets: readonly Ticket[]): Repeat[] {
  const older = (a: Ticket, b: Ticket) => a.opened < b.opened || (a.opened === b.opened && a.id < b.id)
  const find = alikeTickets(tickets)
  return gridOf(tickets, alike.metres).all.flatMap(({ ticket, at }) => {
    if (ticket.status !== 'opened' || ticket.ruledOut?.includes('repeat')) return []
    const found = find({ ...ticket, at }).find((one) => older(one.ticket, ticket))
    return found ? [{ ticket, of: found.ticket, metres: found.metres }] : []
  })
}
