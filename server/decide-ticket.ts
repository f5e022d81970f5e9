import type { NewEvent } from '../shared/events/types.ts'
import type { Ticket } from '../shared/situation/items.ts'

/** Why this step of a complaint is not possible now, one sentence; nothing when it is. `by`: the agency that would do it. */
export function wrongTicketState(
  ticket: Ticket | undefined,
  event: NewEvent,
  by: string | undefined,
): string | undefined {
  const { subject } = event
  switch (event.type) {
    case 'ticket.verified':
      return ticket?.status === 'opened' || ticket?.status === 'reopened'
        ? undefined
        : `${subject} is verified already`
    case 'ticket.routed':
      if (ticket?.agency === event.data.agency) return `${subject} lies with ${ticket.agency} already`
      // Only the coordinator takes a complaint from one agency and gives it to another.
      return by && ticket?.agency ? `${ticket.agency} took ${subject} before you` : undefined
    case 'ticket.progressed':
    case 'ticket.returned':
      return ticket?.agency ? undefined : `${subject} lies with no agency yet`
    case 'ticket.held':
      return ticket?.held ? `${subject} is held already` : undefined
    case 'ticket.resumed':
      return ticket?.held ? undefined : `${subject} is not held`
    default:
      return undefined
  }
}
