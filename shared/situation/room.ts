import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Exercise, Handover } from './items.ts'
import { lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const mostHandovers = 20
const mostExercises = 30

/** A note in an incident's journal counts and does not change the incident: nobody's act conflicts with it. */
export function incidentNoted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.noted'>,
): void {
  const incident = situation.incident.get(event.subject)
  if (!incident) return count(situation, touched, 'odd', 'incident')
  incident.notes = (incident.notes ?? 0) + 1
  if (event.data.key) incident.key = { note: event.data.note, at: event.time }
  touch(situation, touched, 'incident', incident.id)
}

export function handoverGiven(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'handover.given'>,
): void {
  const { to, note, points } = event.data
  const before = situation.handover.get(event.subject)
  const handover: Handover = lean({
    id: event.subject,
    seq: event.seq,
    given: event.time,
    to,
    note,
    points,
    giver: event.actor,
    accepted: before?.accepted,
    taker: before?.taker,
  })
  situation.handover.set(handover.id, handover)
  touch(situation, touched, 'handover', handover.id)
  dropOldest(situation, touched, 'handover', mostHandovers)
}

export function handoverAccepted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'handover.accepted'>,
): void {
  const handover = situation.handover.get(event.subject)
  if (!handover) return count(situation, touched, 'odd', 'handover')
  handover.accepted = event.time
  if (event.actor) handover.taker = event.actor
  handover.seq = event.seq
  touch(situation, touched, 'handover', handover.id)
}

type ExerciseEvent = RecordedEvent<
  'exercise.planned' | 'exercise.started' | 'exercise.injected' | 'exercise.ended' | 'exercise.reviewed'
>

/** The life of an exercise; in its own world it begins with being started. */
export function exerciseSaid(situation: Situation, touched: Touch[], event: ExerciseEvent): void {
  const before = situation.exercise.get(event.subject)
  if (event.type === 'exercise.planned') {
    const { title, start, rate, goal, injects } = event.data
    const status = before?.status ?? 'planned'
    put(situation, touched, event, {
      title,
      start,
      rate,
      goal,
      injects,
      status,
      injected: before?.injected ?? [],
    })
    return dropOldest(situation, touched, 'exercise', mostExercises)
  }
  if (event.type === 'exercise.started') {
    const { title, start } = event.data
    const rest = before ?? { rate: 1, injected: [], here: true }
    const injects = event.data.injects ?? before?.injects
    put(situation, touched, event, { ...rest, title, start, injects, status: 'started' })
    return dropOldest(situation, touched, 'exercise', mostExercises)
  }
  if (!before) return count(situation, touched, 'odd', 'exercise')
  if (event.type === 'exercise.injected') {
    const { inject } = event.data
    // At most as many as an exercise can have injects.
    if (!before.injected.includes(inject) && before.injected.length < 200) before.injected.push(inject)
  } else if (event.type === 'exercise.ended') before.status = 'ended'
  else {
    before.status = 'reviewed'
    before.findings = event.data.findings
    if (event.data.findings === undefined) delete before.findings
  }
  before.seq = event.seq
  touch(situation, touched, 'exercise', before.id)
}

function put(
  situation: Situation,
  touched: Touch[],
  event: ExerciseEvent,
  exercise:
    | Omit<Exercise, 'id' | 'seq'>
    | (Partial<Exercise> & Pick<Exercise, 'title' | 'start' | 'rate' | 'status' | 'injected'>),
): void {
  const { injected, ...rest } = exercise
  const item: Exercise = lean({ ...rest, injected: [...injected], id: event.subject, seq: event.seq })
  situation.exercise.set(item.id, item)
  touch(situation, touched, 'exercise', item.id)
}

function dropOldest(
  situation: Situation,
  touched: Touch[],
  kind: 'handover' | 'exercise',
  most: number,
): void {
  for (const id of situation[kind].keys()) {
    if (situation[kind].size <= most) return
    situation[kind].delete(id)
    gone(situation, touched, kind, id)
  }
}
