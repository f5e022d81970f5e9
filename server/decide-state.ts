import { why, type Reason } from '../shared/events/reasons.ts'
import type { NewEvent } from '../shared/events/types.ts'
import { whoSaid } from '../shared/situation/figures.ts'
import type { Exercise } from '../shared/situation/items.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** Why the step does not follow from how the thing stands; nothing when it does. */
export function wrongState(situation: Situation, event: NewEvent): Reason | undefined {
  const { subject } = event
  const incident = situation.incident.get(subject)
  switch (event.type) {
    case 'incident.verified':
      return incident?.status === 'reported'
        ? undefined
        : why('verified-already', `${subject} is verified already`)
    case 'incident.merged':
      if (event.data.into === subject) return why('merge-itself', 'an incident cannot be merged into itself')
      return situation.incident.has(event.data.into)
        ? undefined
        : why('merge-target-closed', `${event.data.into} is not open`)
    case 'incident.picked': {
      const { figure, region = '', by } = event.data
      const stated = incident?.figures?.[figure]
      const said = stated ? whoSaid(stated, region) : []
      return said.includes(by)
        ? undefined
        : why('figure-not-said', `${by} says nothing of ${figure} there; who does: ${said.join(', ')}`, {
            by,
            said: said.join(', '),
          })
    }
    case 'handover.accepted':
      return situation.handover.get(subject)?.accepted
        ? why('accepted-already', `${subject} is accepted already`)
        : undefined
    case 'exercise.started':
    case 'exercise.ended':
    case 'exercise.reviewed':
      return exerciseNext(situation.exercise.get(subject)?.status, event.type)
    case 'task.acknowledged':
      return situation.task.get(subject)?.status === 'assigned'
        ? undefined
        : why('acknowledged-already', `${subject} is acknowledged already`)
    case 'warning.updated':
    case 'warning.cancelled':
      return situation.warning.get(subject)?.cancelled
        ? why('cancelled-already', `${subject} was cancelled`)
        : undefined
    case 'milestone.reached': {
      const steps = situation.project.get(event.data.project)?.milestones
      const step = steps?.find(({ id }) => id === event.data.milestone)
      if (!step) return why('no-milestone', `${event.data.project} has no milestone ${event.data.milestone}`)
      return step.reached ? why('reached-already', `it was reached at ${step.reached}`) : undefined
    }
    case 'decision.decided': {
      const { decided, choice } = situation.decision.get(subject) ?? {}
      // One that was put off may be taken up again, also before its day.
      return decided && choice !== 'deferred'
        ? why('decided-already', `${subject} is decided already`)
        : undefined
    }
    case 'commitment.fulfilled':
      if (!situation.commitment.get(subject)?.signed) return why('not-signed', `${subject} is not signed yet`)
      return situation.commitment.get(subject)?.fulfilled
        ? why('fulfilled-already', `${subject} is fulfilled already`)
        : undefined
    case 'alarm.silenced':
      return situation.alarm.get(subject)?.state === 'unacknowledged'
        ? undefined
        : why('alarm-silent', `${subject} does not sound`)
    case 'alarm.unshelved':
      return situation.alarm.get(subject)?.state === 'shelved'
        ? undefined
        : why('alarm-not-shelved', `${subject} is not shelved`)
    case 'alarm.acknowledged':
      return situation.alarm.get(subject)?.state === 'acknowledged'
        ? why('alarm-acknowledged', `${subject} is acknowledged already`)
        : undefined
    default:
      return undefined
  }
}

/** An exercise is planned, started, ended, reviewed, in that order; a review may be given anew. */
function exerciseNext(status: Exercise['status'] | undefined, type: string): Reason | undefined {
  if (type === 'exercise.started') return status === 'planned' ? undefined : order(`it is ${status} already`)
  if (type === 'exercise.ended')
    return status === 'started' ? undefined : order(`it is ${status}, not started`)
  return status === 'ended' || status === 'reviewed' ? undefined : order(`it is ${status}, not ended`)
}

const order = (detail: string): Reason => why('exercise-order', detail)
