import type { RecordedEvent } from '../events/types.ts'
import type { Latest } from './items.ts'
import { lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

const most = 60

/** Statements of rhythm and configuration are no news. */
const quiet = new Set(['source.declared', 'source.heard', 'setting.changed', 'indicator.defined'])

/** Notes an event among the latest; the thing's title is taken from the item as it stood before or stands now. */
export function noteLatest(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent,
  before: string | undefined,
): void {
  if (quiet.has(event.type)) return
  const data = event.data as Record<string, unknown>
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value : undefined
  const title = text(data.title) ?? text(data.headline) ?? text(data.name) ?? text(data.message)
  const entry: Latest = lean({
    id: String(event.seq),
    seq: event.seq,
    type: event.type,
    subject: event.subject,
    title: title ?? before ?? event.subject,
    time: event.time,
    source: event.source,
    level: typeof data.level === 'number' ? data.level : undefined,
    region: event.region,
    agency: text(data.agency),
  })
  situation.latest.set(entry.id, entry)
  touch(situation, touched, 'latest', entry.id)
  if (situation.latest.size <= most) return
  for (const id of situation.latest.keys()) {
    situation.latest.delete(id)
    return touch(situation, touched, 'latest', id)
  }
}

/** What the thing an event is about is called in the situation, if it stands there. */
export function titleOf(situation: Situation, event: RecordedEvent): string | undefined {
  const { subject } = event
  switch (event.type.slice(0, event.type.indexOf('.'))) {
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
    case 'alarm':
      return situation.alarm.get(subject)?.message
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
