import type { NewEvent } from '../shared/events/types.ts'
import { refusedFor, type Problem } from '../shared/events/problem.ts'
import { why, type Reason } from '../shared/events/reasons.ts'
import type { Item } from '../shared/situation/items.ts'
import type { Situation } from '../shared/situation/situation.ts'
import { agencyOf, type Caller } from './access/caller.ts'
import { needsNothing, opensNew } from './openings.ts'
import { wrongTicketState } from './decide-ticket.ts'
import { exerciseOver } from './exercise-over.ts'
import { wrongState } from './decide-state.ts'

/** The item an event is about, where it stands in the situation. */
export function itemOf(situation: Situation, event: NewEvent): Item | undefined {
  const noun = event.type.slice(0, event.type.indexOf('.'))
  switch (noun) {
    case 'incident':
    case 'task':
    case 'warning':
    case 'ticket':
    case 'project':
    case 'indicator':
    case 'commitment':
    case 'plan':
    case 'decision':
    case 'alarm':
    case 'status':
    case 'command':
    case 'handover':
    case 'exercise':
    case 'source':
    case 'observation':
    case 'population':
    case 'stock':
    case 'resource':
      return situation[noun].get(event.subject)
    case 'milestone':
      return 'project' in event.data ? situation.project.get(event.data.project) : undefined
    case 'meeting':
      return event.type === 'meeting.held' ? situation.incident.get(event.data.incident) : undefined
    case 'media':
      return 'sha256' in event.data ? situation.media.get(event.data.sha256) : undefined
    case 'setting':
      return event.type === 'setting.changed' ? situation.setting.get(event.data.key) : undefined
    default:
      return undefined
  }
}

/**
 * Decides an act at the head of the log: nothing when it is possible now, else 409 with what stands there.
 * `card` is the item as it last stood, when the act would bring back one that had left.
 */
export function decide(
  situation: Situation,
  event: NewEvent,
  card: unknown,
  caller?: Caller,
): Problem | undefined {
  const current = itemOf(situation, event)
  const reason =
    exerciseOver(situation, event.type) ??
    changedSince(current, event.basis) ??
    impossible(situation, event, card) ??
    wrongTicketState(situation, event, caller && agencyOf(caller))
  return reason === undefined
    ? undefined
    : refusedFor(409, 'Not possible now', reason, { current: current ?? card ?? null })
}

function changedSince(current: Item | undefined, basis: number | undefined): Reason | undefined {
  if (basis === undefined || !current || current.seq <= basis) return undefined
  return why('changed-since', `it changed at seq ${current.seq}, after ${basis} which you saw: look again`)
}

/** Why the act is not possible, one sentence; nothing when it is. */
function impossible(situation: Situation, event: NewEvent, card: unknown): Reason | undefined {
  const { type, subject } = event
  const current = itemOf(situation, event)
  if (type === 'commitment.drafted' && situation.commitment.get(subject)?.signed)
    return why('signed-already', `${subject} is signed: draft another one`)
  if (event.type === 'stock.changed' && event.data.change === 'distributed') {
    const inStock = situation.stock.get(subject)?.inStock ?? 0
    if (event.data.amount > inStock)
      return why('stock-short', `only ${inStock} ${event.data.unit} lie there: count them first`, {
        stock: inStock,
        unit: event.data.unit,
      })
  }
  if (needsNothing.has(type)) return undefined
  if (type === 'incident.unmerged' || type === 'ticket.reopened') {
    if (current) return why('still-open', `${subject} is open`)
    return card === undefined ? why('not-closed', `${subject} is not known as closed`) : undefined
  }
  if (opensNew.has(type)) {
    if (current) return why('there-already', `${subject} is there already`)
    if (event.type === 'status.declared') {
      const { replaces } = event.data
      return !replaces || situation.status.has(replaces)
        ? undefined
        : why('status-not-in-force', `the status ${replaces} is not in force`)
    }
    if (event.type !== 'task.assigned' || situation.incident.has(event.data.incident)) return undefined
    return why('incident-not-open', `the incident ${event.data.incident} is not open`)
  }
  if (!current && type === 'exercise.started') return undefined
  if (!current)
    return type === 'media.withheld'
      ? why('photo-not-released', 'this photo is not released')
      : why('not-open', `${subject} is not open`)
  return wrongState(situation, event)
}
