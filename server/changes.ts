import { cut, type Audience } from '../shared/audience.ts'
import type { EventType, RecordedEvent } from '../shared/events/types.ts'
import { titleFor } from '../shared/situation/latest.ts'
import type { Situation } from '../shared/situation/situation.ts'
import type { Log } from './log/log.ts'

/** One thing that changed, under what it is called now, by its newest statement; `times`: how many there were. */
interface Change {
  subject: string
  type: EventType
  title: string
  time: string
  seq: number
  times: number
  level?: number
  agency?: string
}

/** A change and the weight of the gravest that was said of its thing. */
type Weighed = Change & { heavy: number }

/** What is worth an executive's minute, the gravest first; readings and routine are counted, not listed. */
const weight: Partial<Record<EventType, number>> = {
  'incident.reported': 9,
  'warning.issued': 8,
  'incident.assessed': 7,
  'incident.verified': 6,
  'task.escalated': 8,
  'project.summoned': 7,
  'decision.requested': 9,
  'decision.decided': 5,
  'alarm.raised': 6,
  'incident.resolved': 5,
  'incident.rejected': 3,
  'report.reminded': 4,
  'commitment.fulfilled': 5,
  'commitment.signed': 5,
  'commitment.drafted': 4,
  'milestone.reached': 4,
  'project.registered': 3,
  'project.progressed': 3,
  'ticket.opened': 2,
  'ticket.closed': 1,
  'indicator.measured': 3,
  'report.submitted': 2,
}

const pageSize = 1_000
const mostRead = 20_000

/**
 * What changed after `seq`: by thing, newest statement, the weightiest first; and how many statements there were in all. Of more than 20,000 the newest are read;
 * `unread` says how many are not. `situation` is the audience's.
 */
export async function changesSince(
  log: { head: () => Promise<{ seq: number }>; read: Log['read'] },
  situation: Situation,
  audience: Audience,
  seq: number,
  most: number,
): Promise<{ changes: Change[]; events: number; from: number; unread: number }> {
  const changes = new Map<string, Weighed>()
  const { seq: head } = await log.head()
  const from = Math.max(seq, head - mostRead)
  for (let after = from; after < head;) {
    const events = await log.read(after, pageSize)
    for (const event of events) note(changes, situation, cut(event, audience))
    after = events.at(-1)?.seq ?? head
  }
  const sorted = [...changes.values()].sort((a, b) => b.heavy - a.heavy || b.seq - a.seq)
  const shown = sorted.slice(0, most).map(({ heavy: _, ...change }): Change => change)
  return { changes: shown, events: head - seq, from, unread: from - seq }
}

/** An alarm about an incident says once more what stands there already. */
function isSaidAgain({ incident }: Situation, event: RecordedEvent): boolean {
  if (event.type !== 'alarm.raised') return false
  return [event.data.about, ...(event.data.members ?? [])].some((id) => incident.has(id))
}

function note(changes: Map<string, Weighed>, situation: Situation, event: RecordedEvent): void {
  if (weight[event.type] === undefined || isSaidAgain(situation, event)) return
  const { level, agency } = event.data as { level?: unknown; agency?: unknown }
  const key = `${event.type.split('.')[0]} ${event.subject}`
  const before = changes.get(key)
  // What has ended or was decided says more than what was said of it before.
  changes.delete(key)
  changes.set(key, {
    subject: event.subject,
    type: event.type,
    title: titleFor(situation, event) ?? before?.title ?? event.subject,
    time: event.time,
    seq: event.seq,
    times: (before?.times ?? 0) + 1,
    heavy: Math.max(
      before?.heavy ?? 0,
      (weight[event.type] ?? 0) + (typeof level === 'number' ? 2 * level : 0),
    ),
    ...(typeof level === 'number' ? { level } : before?.level !== undefined && { level: before.level }),
    ...(typeof agency === 'string' ? { agency } : before?.agency !== undefined && { agency: before.agency }),
  })
}
