import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import { holdUp } from './bottlenecks.ts'
import { incidentTasks } from './incidents.ts'
import type { Task } from './items.ts'
import { taskOf } from './laid-out.ts'
import { isAhead } from './marks.ts'
import { gone, indexAdd, indexCount, indexDelete, touch, type Situation, type Touch } from './situation.ts'

export function indexTask(situation: Situation, task: Task): void {
  indexAdd(situation.index.tasksByIncident, task.incident, task.id)
  indexCount(situation.index.tasksByAgency, task.agency, 1)
}

function unindex(situation: Situation, task: Task): void {
  indexDelete(situation.index.tasksByIncident, task.incident, task.id)
  indexCount(situation.index.tasksByAgency, task.agency, -1)
}

function changed(situation: Situation, touched: Touch[], task: Task): void {
  task.seq = situation.seq
  touch(situation, touched, 'task', task.id)
}

export function taskAssigned(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'task.assigned'>,
): void {
  const before = situation.task.get(event.subject)
  if (before) unindex(situation, before)
  const { incident, agency, title, due, step, cluster } = event.data
  const always: Task = {
    id: event.subject,
    seq: event.seq,
    incident,
    agency,
    title,
    status: 'assigned',
    assigned: event.time,
    given: event.recorded,
    moved: event.time,
    due,
    actors: event.actor ? { assigned: event.actor } : undefined,
  }
  const task = taskOf(always, {
    step,
    cluster,
    ahead: isAhead(event) || undefined,
    odd: situation.incident.has(incident) ? undefined : true,
  })
  situation.task.set(task.id, task)
  indexTask(situation, task)
  if (before && before.incident !== incident) incidentTasks(situation, touched, before.incident, -1, 0)
  if (before?.incident !== incident) incidentTasks(situation, touched, incident, 1, 0)
  count(situation, touched, `tasks/${agency}`, 'assigned')
  changed(situation, touched, task)
}

export function taskMoved(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'task.acknowledged' | 'task.progressed' | 'task.escalated'>,
): void {
  const task = situation.task.get(event.subject)
  if (!task) return count(situation, touched, 'odd', 'task')
  if (event.type === 'task.escalated') {
    task.escalated = event.data.to ?? event.time
    task.escalations = Math.max(event.data.step ?? 0, task.escalations ?? 0)
    return changed(situation, touched, task)
  }
  task.moved = event.time
  task.escalated = undefined
  if (event.type === 'task.acknowledged') {
    if (task.status === 'assigned') task.status = 'acknowledged'
    task.acknowledged ??= event.time
    signed(task, 'acknowledged', event.actor)
    return changed(situation, touched, task)
  }
  const { percent, blocked, blockedBy } = event.data
  task.status = 'progressed'
  // Whoever is under way has seen it.
  task.acknowledged ??= event.time
  task.begun ??= event.time
  signed(task, 'progressed', event.actor)
  if (percent !== undefined) task.percent = percent
  holdUp(task, { blocked, blockedBy }, event.time)
  changed(situation, touched, task)
}

/** Who was first at a step; the wall is not told: there the actor was cut from the event. */
function signed(task: Task, step: 'acknowledged' | 'progressed', actor: string | undefined): void {
  if (actor !== undefined && !task.actors?.[step]) task.actors = { ...task.actors, [step]: actor }
}

export function taskCompleted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'task.completed'>,
): void {
  const task = situation.task.get(event.subject)
  if (!task) return count(situation, touched, 'odd', 'task')
  situation.task.delete(task.id)
  unindex(situation, task)
  gone(situation, touched, 'task', task.id)
  incidentTasks(situation, touched, task.incident, -1, 1)
  count(situation, touched, `tasks/${task.agency}`, 'completed')
}
