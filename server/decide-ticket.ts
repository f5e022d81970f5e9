import { why, type Reason } from '../shared/events/reasons.ts'
import type { NewEvent } from '../shared/events/types.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** Why this step of a complaint is not possible now, one sentence; nothing when it is. `by`: the agency that would do it. */
export function wrongTicketState(
  situation: Situation,
  event: NewEvent,
  by: string | undefined,
): Reason | undefined {
  const { subject } = event
  const ticket = situation.ticket.get(subject)
  switch (event.type) {
    case 'ticket.verified':
      return ticket?.status === 'opened' || ticket?.status === 'reopened'
        ? undefined
        : why('verified-already', `${subject} is verified already`)
    case 'ticket.routed':
      if (event.data.aboutProject && ticket?.project === event.data.aboutProject)
        return why('at-project-already', `${subject} stands at ${event.data.aboutProject} already`)
      if (ticket?.agency === event.data.agency && !event.data.aboutProject)
        return why('lies-there-already', `${subject} lies with ${ticket.agency} already`, {
          agency: ticket.agency,
        })
      // Only the coordinator takes a complaint from one agency and gives it to another.
      return by && ticket?.agency
        ? why('taken-before', `${ticket.agency} took ${subject} before you`, { agency: ticket.agency })
        : undefined
    case 'ticket.progressed':
    case 'ticket.returned':
      return ticket?.agency ? undefined : why('with-no-agency', `${subject} lies with no agency yet`)
    case 'ticket.held':
      return ticket?.held ? why('held-already', `${subject} is held already`) : undefined
    case 'ticket.resumed':
      return ticket?.held ? undefined : why('not-held', `${subject} is not held`)
    case 'ticket.closed': {
      const { duplicateOf, outcome, note } = event.data
      if (outcome === 'duplicate' && (duplicateOf === subject || !situation.ticket.has(duplicateOf ?? '')))
        return why('duplicate-of', 'duplicateOf must name another complaint that is open')
      const owed = outcome === 'not-ours' || outcome === 'archived'
      return owed && !note
        ? why('owes-note', `a complaint is closed as ${outcome} with a reason: give a note`)
        : undefined
    }
    default:
      return undefined
  }
}
