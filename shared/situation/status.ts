import type { RecordedEvent } from '../events/types.ts'
import { dayStart, type Calendar } from '../working-days.ts'
import { count } from './counters.ts'
import type { Command, Status } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const mostDecrees = 20

/** The moment at which a decree is over: a bare day counts to its end, local time. */
function endOf(end: string, calendar: Calendar): string {
  if (end.length > 10) return end
  return new Date(dayStart(Math.floor(Date.parse(end) / 86_400_000) + 1, calendar)).toISOString()
}

export function statusDeclared(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'status.declared'>,
): void {
  const { stage, hazard, decree, start, end, signer, incident, replaces } = event.data
  const before = situation.status.get(event.subject)
  const status: Status = lean({
    id: event.subject,
    seq: event.seq,
    stage,
    hazard,
    decree,
    signer,
    start,
    end,
    until: endOf(end, situation.index.calendar),
    decrees: [...(before?.decrees ?? []), decree].slice(-mostDecrees),
    declared: event.time,
    incident,
    ahead: isAhead(event) || undefined,
  })
  situation.status.set(status.id, status)
  if (!before) count(situation, touched, 'status', stage)
  touch(situation, touched, 'status', status.id)
  if (replaces !== undefined && replaces !== status.id) remove(situation, touched, replaces)
}

export function statusExtended(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'status.extended'>,
): void {
  const status = situation.status.get(event.subject)
  if (!status) return count(situation, touched, 'odd', 'status')
  const { decree, end, signer } = event.data
  status.seq = event.seq
  status.decree = decree
  status.end = end
  status.until = endOf(end, situation.index.calendar)
  status.decrees = [...status.decrees, decree].slice(-mostDecrees)
  if (signer !== undefined) status.signer = signer
  touch(situation, touched, 'status', status.id)
}

export function statusEnded(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'status.ended'>,
): void {
  if (!remove(situation, touched, event.subject)) count(situation, touched, 'odd', 'status')
}

function remove(situation: Situation, touched: Touch[], id: string): boolean {
  if (!situation.status.delete(id)) return false
  count(situation, touched, 'status', 'ended')
  gone(situation, touched, 'status', id)
  return true
}

export function meetingHeld(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'meeting.held'>,
): void {
  const incident = situation.incident.get(event.data.incident)
  if (!incident) return count(situation, touched, 'odd', 'meeting')
  incident.meeting = event.time
  incident.seq = event.seq
  touch(situation, touched, 'incident', incident.id)
}

/** Somebody sits on a seat, or nobody any more: each seat of the command structure is one item. */
export function commandSaid(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'command.assigned' | 'command.relieved'>,
): void {
  if (event.type === 'command.relieved') {
    if (!situation.command.delete(event.subject)) return count(situation, touched, 'odd', 'command')
    return gone(situation, touched, 'command', event.subject)
  }
  const { seat, agency, status, person } = event.data
  const filled: Command = lean({
    id: event.subject,
    seq: event.seq,
    seat,
    agency,
    status,
    since: event.time,
    person,
  })
  situation.command.set(filled.id, filled)
  touch(situation, touched, 'command', filled.id)
}
