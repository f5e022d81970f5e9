import type { NewEvent } from '../shared/events/types.ts'
import { problem, type Problem } from '../shared/events/problem.ts'
import type { Exercise, Item } from '../shared/situation/items.ts'
import { whoSaid } from '../shared/situation/figures.ts'
import type { Situation } from '../shared/situation/situation.ts'
import { agencyOf, type Caller } from './access/caller.ts'
import { needsNothing, opensNew } from './openings.ts'
import { wrongTicketState } from './decide-ticket.ts'
import { exerciseOver } from './exercise-over.ts'

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
    : problem(409, 'Not possible now', reason, { current: current ?? card ?? null })
}

function changedSince(current: Item | undefined, basis: number | undefined): string | undefined {
  if (basis === undefined || !current || current.seq <= basis) return undefined
  return `it changed at seq ${current.seq}, after ${basis} which you saw: look again`
}

/** Why the act is not possible, one sentence; nothing when it is. */
function impossible(situation: Situation, event: NewEvent, card: unknown): string | undefined {
  const { type, subject } = event
  const current = itemOf(situation, event)
  if (type === 'commitment.drafted' && situation.commitment.get(subject)?.signed)
    return `${subject} is signed: draft another one`
  if (event.type === 'stock.changed' && event.data.change === 'distributed') {
    const inStock = situation.stock.get(subject)?.inStock ?? 0
    if (event.data.amount > inStock) return `only ${inStock} ${event.data.unit} lie there: count them first`
  }
  if (needsNothing.has(type)) return undefined
  if (type === 'incident.unmerged' || type === 'ticket.reopened') {
    if (current) return `${subject} is open`
    return card === undefined ? `${subject} is not known as closed` : undefined
  }
  if (opensNew.has(type)) {
    if (current) return `${subject} is there already`
    if (event.type === 'status.declared') {
      const { replaces } = event.data
      return !replaces || situation.status.has(replaces)
        ? undefined
        : `the status ${replaces} is not in force`
    }
    if (event.type !== 'task.assigned' || situation.incident.has(event.data.incident)) return undefined
    return `the incident ${event.data.incident} is not open`
  }
  if (!current && type === 'exercise.started') return undefined
  if (!current) return type === 'media.withheld' ? 'this photo is not released' : `${subject} is not open`
  return wrongState(situation, event)
}

function wrongState(situation: Situation, event: NewEvent): string | undefined {
  const { subject } = event
  const incident = situation.incident.get(subject)
  switch (event.type) {
    case 'incident.verified':
      return incident?.status === 'reported' ? undefined : `${subject} is verified already`
    case 'incident.merged':
      if (event.data.into === subject) return 'an incident cannot be merged into itself'
      return situation.incident.has(event.data.into) ? undefined : `${event.data.into} is not open`
    case 'incident.picked': {
      const { figure, region = '', by } = event.data
      const stated = incident?.figures?.[figure]
      const said = stated ? whoSaid(stated, region) : []
      return said.includes(by)
        ? undefined
        : `${by} says nothing of ${figure} there; who does: ${said.join(', ')}`
    }
    case 'handover.accepted':
      return situation.handover.get(subject)?.accepted ? `${subject} is accepted already` : undefined
    case 'exercise.started':
    case 'exercise.ended':
    case 'exercise.reviewed':
      return exerciseNext(situation.exercise.get(subject)?.status, event.type)
    case 'task.acknowledged':
      return situation.task.get(subject)?.status === 'assigned'
        ? undefined
        : `${subject} is acknowledged already`
    case 'warning.updated':
    case 'warning.cancelled':
      return situation.warning.get(subject)?.cancelled ? `${subject} was cancelled` : undefined
    case 'milestone.reached': {
      const steps = situation.project.get(event.data.project)?.milestones
      const step = steps?.find(({ id }) => id === event.data.milestone)
      if (!step) return `${event.data.project} has no milestone ${event.data.milestone}`
      return step.reached ? `it was reached at ${step.reached}` : undefined
    }
    case 'decision.decided':
      return situation.decision.get(subject)?.decided ? `${subject} is decided already` : undefined
    case 'commitment.fulfilled':
      if (!situation.commitment.get(subject)?.signed) return `${subject} is not signed yet`
      return situation.commitment.get(subject)?.fulfilled ? `${subject} is fulfilled already` : undefined
    case 'alarm.silenced':
      return situation.alarm.get(subject)?.state === 'unacknowledged'
        ? undefined
        : `${subject} does not sound`
    case 'alarm.unshelved':
      return situation.alarm.get(subject)?.state === 'shelved' ? undefined : `${subject} is not shelved`
    case 'alarm.acknowledged':
      return situation.alarm.get(subject)?.state === 'acknowledged'
        ? `${subject} is acknowledged already`
        : undefined
    default:
      return undefined
  }
}

/** An exercise is planned, started, ended, reviewed, in that order; a review may be given anew. */
function exerciseNext(status: Exercise['status'] | undefined, type: string): string | undefined {
  if (type === 'exercise.started') return status === 'planned' ? undefined : `it is ${status} already`
  if (type === 'exercise.ended') return status === 'started' ? undefined : `it is ${status}, not started`
  return status === 'ended' || status === 'reviewed' ? undefined : `it is ${status}, not ended`
}
