import type { RecordedEvent } from '../events/types.ts'
import { deadlineOf, withPause } from '../deadline.ts'
import { slaDays } from '../sla.ts'
import { count } from './counters.ts'
import type { Ticket } from './items.ts'
import { ticketOf } from './laid-out.ts'
import { isAhead } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'
import { indexTicket, moveIndex, unindex, type Place } from './ticket-index.ts'

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
  const agency = data.agency ?? before?.agency
  const clock = {
    opened: before?.opened ?? event.time,
    days: before?.days ?? slaDays(situation.index.sla, { ...data, agency }),
    given: data.due ?? before?.given,
    restarted: before?.restarted,
    pauses: before?.pauses,
    stood: before?.stood,
  }
  const { due, soon } = deadlineOf(clock, situation.index.calendar)
  const always: Ticket = {
    id: event.subject,
    seq: event.seq,
    class: data.class,
    category: data.category,
    title: data.title,
    channel: data.channel,
    status: before?.status ?? 'opened',
    opened: clock.opened,
    days: clock.days,
    due,
    soon,
    agency,
    held: before?.held,
    responded: before?.responded,
    geometry: data.geometry,
    region: event.region,
    description: data.description,
  }
  const ticket = ticketOf(always, {
    given: clock.given,
    restarted: clock.restarted,
    pauses: clock.pauses,
    stood: clock.stood,
    recalculated: before?.recalculated,
    returnedBy: before?.returnedBy,
    project: before?.project,
    ruledOut: before?.ruledOut,
    localStatus: data.localStatus,
    reporter: typeof data.reporter === 'string' ? data.reporter : undefined,
    photos: data.photos,
    secret: data.secret,
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
  'ticket.progressed': 'progressed',
  'ticket.answered': 'answered',
  'ticket.returned': 'verified',
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
  if (ticket.held && event.type !== 'ticket.held') resume(situation, ticket, ticket.held, event.time)
  if (event.type === 'ticket.held') ticket.held ??= event.time
  if (event.type === 'ticket.returned') handBack(ticket)
  else if (event.data.agency && event.data.agency !== ticket.agency)
    handTo(situation, touched, ticket, event.data.agency)
  if (event.data.aboutProject) ticket.project = event.data.aboutProject
  if (event.type === 'ticket.progressed' || event.type === 'ticket.answered') ticket.responded ??= event.time
  // Given to the agency that has it, for a project's sake: it stands where it stood.
  if (!(
    event.type === 'ticket.routed' &&
    from.agency === ticket.agency &&
    event.data.aboutProject &&
    !from.held
  ))
    ticket.status = event.type === 'ticket.resumed' && !ticket.agency ? 'verified' : statusAfter[event.type]
  ticket.seq = event.seq
  moveIndex(situation, from, ticket)
  touch(situation, touched, 'ticket', ticket.id)
}

export function ticketExamined(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'ticket.examined'>,
): void {
  const ticket = situation.ticket.get(event.subject)
  if (!ticket) return count(situation, touched, 'odd', 'ticket')
  ticket.ruledOut = [...new Set([...(ticket.ruledOut ?? []), event.data.ruledOut])].sort()
  ticket.seq = event.seq
  touch(situation, touched, 'ticket', ticket.id)
}

/** Another agency may have other deadlines; they count from the beginning all the same. */
function handTo(situation: Situation, touched: Touch[], ticket: Ticket, agency: string): void {
  ticket.agency = agency
  count(situation, touched, `tickets/${agency}`, 'opened')
  const days = slaDays(situation.index.sla, ticket)
  if (days === ticket.days) return
  ticket.days = days
  Object.assign(ticket, deadlineOf(ticket, situation.index.calendar))
}

function handBack(ticket: Ticket): void {
  if (ticket.agency === undefined) return
  ticket.returnedBy = ticket.agency
  ticket.agency = undefined
}

/** The clock runs again: the deadline moves by the working days that passed while it stood. */
function resume({ index: { calendar } }: Situation, ticket: Ticket, since: string, at: string): void {
  Object.assign(ticket, withPause(ticket, since, at, calendar))
  ticket.held = undefined
  Object.assign(ticket, deadlineOf(ticket, calendar))
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
  const before = open ?? card!
  const agency = event.data.agency ?? before.agency
  const clock = {
    opened: before.opened,
    restarted: event.time,
    days: slaDays(situation.index.sla, { ...before, agency }),
  }
  const ticket = ticketOf({
    ...before,
    ...clock,
    ...deadlineOf(clock, situation.index.calendar),
    agency,
    id: event.subject,
    status: 'reopened',
    held: undefined,
    given: undefined,
    pauses: undefined,
    stood: undefined,
    recalculated: undefined,
  })
  count(situation, touched, 'tickets', 'reopened')
  put(situation, touched, ticket)
}
