import type { NewEvent } from '../shared/events/types.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** Why this step of a complaint is not possible now, one sentence; nothing when it is. `by`: the agency that would do it. */
export function wrongTicketState(
  situation: Situation,
  event: NewEvent,
  by: string | undefined,
): string | undefined {
  const { subject } = event
  const ticket = situation.ticket.get(subject)
  switch (event.type) {
    case 'ticket.verified':
      return ticket?.status === 'opened' || ticket?.status === 'reopened'
        ? undefined
        : `${subject} is verified already`
    case 'ticket.routed':
      if (event.data.aboutProject && ticket?.project === event.data.aboutProject)
        return `${subject} stands at ${event.data.aboutProject} already`
      if (ticket?.agency === event.data.agency && !event.data.aboutProject)
        return `${subject} lies with ${ticket.agency} already`
      // Only the coordinator takes a complaint from one agency and gives it to another.
      return by && ticket?.agency ? `${ticket.agency} took ${subject} before you` : undefined
    case 'ticket.progressed':
    case 'ticket.returned':
      return ticket?.agency ? undefined : `${subject} lies with no agency yet`
    case 'ticket.held':
      return ticket?.held ? `${subject} is held already` : undefined
    case 'ticket.resumed':
      return ticket?.held ? undefined : `${subject} is not held`
    case 'ticket.closed': {
      const { duplicateOf, outcome, note } = event.data
      if (outcome === 'duplicate' && (duplicateOf === subject || !situation.ticket.has(duplicateOf ?? '')))
        return 'duplicateOf must name another complaint that is open'
      const owed = outcome === 'not-ours' || outcome === 'archived'
      return owed && !note ? `a complaint is closed as ${outcome} with a reason: give a note` : undefined
    }
    default:
      return undefined
  }
}
