import { eventData, type RecordedEvent } from '../events/types.ts'
import type { Latest, Task } from './items.ts'
import { touch, type Situation, type Touch } from './situation.ts'

const most = 60

/** Statements of rhythm and configuration are no news. */
const quiet = new Set([
  'source.declared',
  'source.heard',
  'setting.changed',
  'indicator.defined',
  'alarm.silenced',
  'alarm.unshelved',
  'alarm.returned',
  'plan.set',
  'population.counted',
  'sitrep.drafted',
  'stock.changed',
  'resource.reported',
  'resource.withdrawn',
  'plan.dropped',
  'sealkey.published',
  'media.released',
  'media.withheld',
  'incident.noted',
  'handover.given',
  'handover.accepted',
  'exercise.planned',
  'exercise.started',
  'exercise.injected',
  'exercise.ended',
  'exercise.reviewed',
])

/** A forecast of each three hours and village is none either. */
const isQuiet = ({ type, data }: RecordedEvent): boolean =>
  quiet.has(type) || ('kind' in data && data.kind === 'forecast')

/** The noun of each type: what stands before its dot. */
const nouns = new Map<string, string>(Object.keys(eventData).map((type) => [type, type.split('.')[0] ?? '']))

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** What the event itself calls the thing, else what it is called in the situation. */
export function titleFor(situation: Situation, event: RecordedEvent): string | undefined {
  if (isQuiet(event)) return undefined
  const { title, headline, name, message } = event.data as Record<string, unknown>
  return text(title) ?? text(headline) ?? text(name) ?? text(message) ?? titleOf(situation, event)
}

/** As `titleFor`, read without what stands around it: a task says whose it is. */
export function newsTitle(situation: Situation, event: RecordedEvent): string | undefined {
  const title = titleFor(situation, event)
  if (title === undefined || nouns.get(event.type) !== 'task') return title
  const { agency } = event.data as Record<string, unknown>
  const doer = situation.task.get(event.subject)?.agency ?? text(agency)
  return doer ? `${doer}: ${title}` : title
}

/** Whose task an event is about, and for which incident; it may be gone once the event is folded in. */
export function taskFor(situation: Situation, { type, subject }: RecordedEvent): Task | undefined {
  return nouns.get(type) === 'task' ? situation.task.get(subject) : undefined
}

/** Finds the place of the newest among the latest events of a copy. */
export function indexLatest(situation: Situation): void {
  let newest: Latest | undefined
  for (const entry of situation.latest.values()) if (!newest || entry.seq > newest.seq) newest = entry
  situation.index.latestPlace = newest ? Number(newest.id) : -1
}

/**
 * Notes an event among the latest, under what its thing was called before, or else is called now. The newest takes the
 * place, and the id, of the oldest: a new name for every event would be work for nothing. What leaves a map and comes
 * back costs it a new table every 60 events, and the collector carries all of those along once one is old.
 */
export function noteLatest(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent,
  before: { title: string | undefined; task: Task | undefined },
): void {
  if (isQuiet(event)) return
  const { level, agency } = event.data as Record<string, unknown>
  const task = before.task ?? taskFor(situation, event)
  const { latest, index } = situation
  index.latestPlace = (index.latestPlace + 1) % most
  const entry: Latest = {
    id: String(index.latestPlace),
    seq: event.seq,
    type: event.type,
    subject: event.subject,
    title: before.title ?? titleOf(situation, event) ?? event.subject,
    time: event.time,
    source: event.source,
  }
  if (typeof level === 'number') entry.level = level
  if (event.region !== undefined) entry.region = event.region
  const by = text(agency) ?? task?.agency
  if (by !== undefined) entry.agency = by
  if (task) entry.about = task.incident
  latest.set(entry.id, entry)
  touch(situation, touched, 'latest', entry.id)
}

/** What the thing an event is about is called in the situation, if it stands there. */
function titleOf(situation: Situation, event: RecordedEvent): string | undefined {
  const { subject } = event
  switch (nouns.get(event.type)) {
    case 'incident':
      return situation.incident.get(subject)?.title
    case 'task':
      return situation.task.get(subject)?.title
    case 'ticket':
      return situation.ticket.get(subject)?.title
    case 'warning':
      return situation.warning.get(subject)?.headline
    case 'project':
      return situation.project.get(subject)?.name
    case 'milestone':
      return 'project' in event.data ? milestoneTitle(situation, event.data) : undefined
    case 'commitment':
      return situation.commitment.get(subject)?.title
    case 'indicator':
      return situation.indicator.get(subject)?.name
    case 'decision':
      return situation.decision.get(subject)?.title
    case 'alarm':
      return situation.alarm.get(subject)?.message
    case 'status':
      return situation.status.get(subject)?.decree
    case 'meeting':
      return event.type === 'meeting.held' ? situation.incident.get(event.data.incident)?.title : undefined
    case 'sitrep':
      return situation.sitrep.get(subject)?.title
    case 'command':
      return situation.command.get(subject)?.seat
    case 'source':
      return situation.source.get(subject)?.title
    default:
      return undefined
  }
}

function milestoneTitle(
  situation: Situation,
  data: { project: string; milestone: string },
): string | undefined {
  const project = situation.project.get(data.project)
  const step = project?.milestones.find((milestone) => milestone.id === data.milestone)
  return step && project ? `${step.title} · ${project.name}` : project?.name
}
