import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import { pickFigure, stateFigures } from './figures.ts'
import type { Incident } from './items.ts'
import { incidentOf } from './laid-out.ts'
import { isAhead } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

/** A flood of reports of one event is merged whole and can be parted again. */
const mostMerged = 500

const grade = (level: number): 0 | 1 | 2 | 3 => (level >= 3 ? 3 : level >= 2 ? 2 : level >= 1 ? 1 : 0)

export function indexIncident(situation: Situation, incident: Incident): void {
  situation.index.incidentsByLevel[grade(incident.level)].add(incident.id)
}

function changed(situation: Situation, touched: Touch[], incident: Incident): void {
  incident.seq = situation.seq
  touch(situation, touched, 'incident', incident.id)
}

export function incidentReported(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.reported'>,
) {
  const { hazard, level, title, geometry, description, reporter, tickets } = event.data
  const before = situation.incident.get(event.subject)
  if (before) situation.index.incidentsByLevel[grade(before.level)].delete(before.id)
  const always: Incident = {
    id: event.subject,
    seq: event.seq,
    hazard,
    level,
    title,
    geometry,
    status: before?.status ?? 'reported',
    at: event.time,
    impact: before?.impact ?? {},
    tasksOpen: situation.index.tasksByIncident.get(event.subject)?.size ?? 0,
    tasksDone: before?.tasksDone ?? 0,
    region: event.region,
    assessed: before?.assessed,
    figures: before?.figures,
    merged: before?.merged,
  }
  const incident = incidentOf(always, {
    estimate: before?.estimate,
    notes: before?.notes,
    key: before?.key,
    tickets: tickets ?? before?.tickets,
    meeting: before?.meeting,
    description,
    reporter: typeof reporter === 'string' ? reporter : undefined,
    ahead: isAhead(event) || undefined,
  })
  situation.incident.set(incident.id, incident)
  indexIncident(situation, incident)
  if (!before) count(situation, touched, 'incidents', 'reported')
  changed(situation, touched, incident)
}

function setLevel(situation: Situation, incident: Incident, level: number | undefined): void {
  if (level === undefined || level === incident.level) return
  situation.index.incidentsByLevel[grade(incident.level)].delete(incident.id)
  incident.level = level
  indexIncident(situation, incident)
}

export function incidentVerified(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.verified'>,
) {
  const incident = situation.incident.get(event.subject)
  if (!incident) return odd(situation, touched)
  if (incident.status === 'reported') {
    incident.status = incident.tasksOpen > 0 ? 'handled' : 'verified'
    count(situation, touched, 'incidents', 'verified')
  }
  setLevel(situation, incident, event.data.level)
  if (event.data.title) incident.title = event.data.title
  changed(situation, touched, incident)
}

export function incidentAssessed(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.assessed'>,
) {
  const incident = situation.incident.get(event.subject)
  if (!incident) return odd(situation, touched)
  setLevel(situation, incident, event.data.level)
  if (event.data.title) incident.title = event.data.title
  if (event.data.geometry) incident.geometry = event.data.geometry
  incident.assessed ??= event.time
  const refused = stateFigures(incident, event)
  if (refused > 0) count(situation, touched, 'odd', 'figure', refused)
  changed(situation, touched, incident)
}

export function incidentPicked(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.picked'>,
) {
  const incident = situation.incident.get(event.subject)
  if (!incident) return odd(situation, touched)
  pickFigure(incident, event)
  changed(situation, touched, incident)
}

/** Resolved, rejected or merged: the incident leaves the situation, its tasks stay until they are done. */
export function incidentClosed(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.resolved' | 'incident.rejected' | 'incident.merged'>,
) {
  const incident = situation.incident.get(event.subject)
  if (!incident) return odd(situation, touched)
  situation.incident.delete(incident.id)
  situation.index.incidentsByLevel[grade(incident.level)].delete(incident.id)
  gone(situation, touched, 'incident', incident.id)
  count(situation, touched, 'incidents', event.type.slice('incident.'.length))
  if (event.type !== 'incident.merged') return
  const target = situation.incident.get(event.data.into)
  if (!target) return
  target.merged = [...(target.merged ?? []), incident.id].slice(-mostMerged)
  changed(situation, touched, target)
}

export function incidentUnmerged(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.unmerged'>,
) {
  const card = event.card as (Incident & { mergedInto?: string }) | undefined
  if (!card || situation.incident.has(event.subject)) return odd(situation, touched)
  const { mergedInto, ...rest } = card
  // What the card holds is the event's own and must not change with the incident.
  const incident = incidentOf({ ...structuredClone(rest), id: event.subject })
  incident.tasksOpen = situation.index.tasksByIncident.get(incident.id)?.size ?? 0
  situation.incident.set(incident.id, incident)
  indexIncident(situation, incident)
  changed(situation, touched, incident)
  count(situation, touched, 'incidents', 'unmerged')
  const target = situation.incident.get(mergedInto ?? '')
  if (!target?.merged) return
  target.merged = target.merged.filter((id) => id !== incident.id)
  changed(situation, touched, target)
}

/** Keeps the incident's own figures of its tasks. */
export function incidentTasks(
  situation: Situation,
  touched: Touch[],
  id: string,
  open: number,
  done: number,
): void {
  const incident = situation.incident.get(id)
  if (!incident) return
  incident.tasksOpen = Math.max(0, incident.tasksOpen + open)
  incident.tasksDone += done
  if (incident.status === 'verified' && incident.tasksOpen > 0) incident.status = 'handled'
  changed(situation, touched, incident)
}

/** A statement about an incident that is not open: counted, and to be read in the log. */
function odd(situation: Situation, touched: Touch[]): void {
  count(situation, touched, 'odd', 'incident')
}
