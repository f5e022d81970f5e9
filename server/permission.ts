import { saidByServer, type EventType, type NewEvent } from '../shared/events/types.ts'
import { problem, refusedFor, type Problem } from '../shared/events/problem.ts'
import { why, type ReasonCode } from '../shared/events/reasons.ts'
import type { Situation } from '../shared/situation/situation.ts'
import { guestMode } from '../shared/settings.ts'
import { volcanoSource } from '../shared/volcanoes.ts'
import { agencyOf, isPerson, maySay, maySpeakFor, system, type Caller } from './access/caller.ts'

/** Programs read the detail alone; what a page can run into has its code. */
const forbidden = (detail: string, code?: ReasonCode, given?: Record<string, string>): Problem =>
  code ? refusedFor(403, 'Not allowed', why(code, detail, given)) : problem(403, 'Not allowed', detail)

/** What an executive does besides looking: decides, signs, acknowledges. */
const executive: ReadonlySet<EventType> = new Set<EventType>([
  'incident.assessed',
  'incident.noted',
  'incident.picked',
  'task.escalated',
  'commitment.signed',
  'commitment.fulfilled',
  'alarm.acknowledged',
  'status.declared',
  'status.extended',
  'status.ended',
  'meeting.held',
  'command.assigned',
  'command.relieved',
  'project.summoned',
  'commitment.drafted',
  'decision.requested',
  'decision.decided',
])

/** What only an administrator changes. */
const administrators: ReadonlySet<EventType> = new Set<EventType>(['setting.changed', 'source.declared'])

/** Settings that operators change: what the wall shows and who stands before it is their work. */
const operators: ReadonlySet<string> = new Set(['scenes', 'walls', guestMode])

/** Why this caller may not say this, or nothing. */
export function forbid(situation: Situation, event: NewEvent, caller: Caller): Problem | undefined {
  const { role } = caller
  if (saidByServer.has(event.type)) {
    return caller === system
      ? undefined
      : forbidden(`${event.type} is said by the server alone`, 'server-only')
  }
  if (event.type.startsWith('media.') && !isPerson(caller))
    return forbidden('a person releases photos and takes them back, no program', 'person-only')
  const guests = event.type === 'setting.changed' && event.data.key === guestMode
  if (guests && !isPerson(caller))
    return forbidden('a person says that guests are in the room, no program', 'person-only')
  if (role === 'admin') return undefined
  if (event.type === 'handover.accepted') {
    const giver = situation.handover.get(event.subject)?.giver
    if (giver?.endsWith(`:${caller.ref}`))
      return forbidden('who gives a duty does not accept it as well', 'own-handover')
  }
  if (role === 'feeder') {
    if (!maySay(caller, event.type))
      return forbidden(`this key may not say ${event.type}; its types: ${caller.types?.join(', ')}`)
    if (maySpeakFor(caller, event.source)) return undefined
    return forbidden(
      `this key may not speak for the source ${event.source}; its sources: ${caller.sources.join(', ')}`,
    )
  }
  if (role === 'display') return forbidden('a display only reads')
  if (role === 'operator' && event.type === 'setting.changed' && operators.has(event.data.key))
    return undefined
  // What operators look up themselves is a source of theirs.
  if (role === 'operator' && event.type === 'source.declared' && event.subject === volcanoSource.id)
    return undefined
  if (administrators.has(event.type))
    return forbidden(`${event.type} is for administrators`, 'administrators-only')
  if (role === 'operator')
    return event.type === 'decision.decided'
      ? forbidden('the executive decides', 'executive-decides')
      : undefined
  if (role === 'executive') {
    return executive.has(event.type)
      ? undefined
      : forbidden(`${event.type} is not for the executive role`, 'not-for-role')
  }
  return forbidAgency(situation, event, agencyOf(caller) ?? '')
}

/** An agency moves what is its own, speaks for no other, reports what it sees, and answers alarms. */
function forbidAgency(situation: Situation, event: NewEvent, agency: string): Problem | undefined {
  const named = 'agency' in event.data ? event.data.agency : undefined
  if (named !== undefined && named !== agency)
    return forbidden(`${agency} speaks for itself, not for ${named}`, 'speaks-for-itself', {
      agency,
      named,
    })
  const owner = ownerOf(situation, event)
  if (owner === true || owner === agency) return undefined
  if (owner === undefined) return forbidden(`${event.type} is not for agencies`, 'not-for-role')
  const detail = `${event.subject} belongs to ${owner || 'no agency'}, not to ${agency}`
  return forbidden(detail, 'belongs-to', { owner, agency })
}

/** What stands belongs to whom it belonged; what is new, to whom it names. */
const ownerAmong = (item: { agency?: string } | undefined, named: string | undefined): string =>
  (item ? item.agency : named) ?? ''

/** What has left the situation is no other agency's: that it is not open any more is decided (409), not forbidden. */
const ownerOfOpen = (item: { agency?: string } | undefined): string | true =>
  item ? (item.agency ?? '') : true

/** The agency whose thing it is; true: anybody's; undefined: no agency's business. */
function ownerOf(situation: Situation, event: NewEvent): string | true | undefined {
  switch (event.type) {
    case 'incident.reported':
    case 'incident.assessed':
    case 'incident.noted':
    case 'incident.estimated':
    case 'observation.made':
    case 'alarm.acknowledged':
    case 'media.released':
    case 'media.withheld':
      return true
    case 'task.acknowledged':
    case 'task.progressed':
    case 'task.completed':
      return ownerOfOpen(situation.task.get(event.subject))
    case 'ticket.routed':
      // It takes what nobody has: whether somebody has it meanwhile is decided, not forbidden.
      return true
    case 'ticket.progressed':
    case 'ticket.answered':
    case 'ticket.returned':
    case 'ticket.held':
    case 'ticket.resumed':
    case 'ticket.closed':
      return ownerOfOpen(situation.ticket.get(event.subject))
    case 'project.progressed':
      return situation.project.get(event.subject)?.agency ?? ''
    case 'milestone.reached':
      return situation.project.get(event.data.project)?.agency ?? ''
    case 'indicator.measured':
      return situation.indicator.get(event.subject)?.agency ?? ''
    case 'commitment.fulfilled':
      return situation.commitment.get(event.subject)?.agency ?? ''
    case 'project.registered':
      return situation.project.get(event.subject)?.agency || event.data.agency
    case 'indicator.defined':
      return situation.indicator.get(event.subject)?.agency || event.data.agency
    case 'plan.set':
      return situation.plan.get(event.subject)?.agency ?? event.data.agency
    case 'commitment.drafted':
      return situation.commitment.get(event.subject)?.agency ?? event.data.agency
    case 'stock.changed':
      return ownerAmong(situation.stock.get(event.subject), event.data.agency)
    case 'resource.reported':
      return ownerAmong(situation.resource.get(event.subject), event.data.agency)
    case 'resource.withdrawn':
      return situation.resource.get(event.subject)?.agency ?? ''
    case 'report.submitted':
    case 'commitment.signed':
      return event.data.agency
    case 'decision.requested':
      return event.data.agency ?? ''
    default:
      return undefined
  }
}
