import { freshness } from './freshness.ts'
import type { Alarm, Incident, Source, Task, Warning } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'

/** What the next on duty has to know, in the order in which it is told. */
export type Pending =
  | { kind: 'incident'; item: Incident }
  | { kind: 'task'; item: Task; why: 'late' | 'unacknowledged' | 'blocked' }
  | { kind: 'alarm'; item: Alarm }
  | { kind: 'warning'; item: Warning }
  | { kind: 'source'; item: Source; state: 'late' | 'silent' | 'failed' }

/** What is open, silent and pending at `now` (ms UTC): the draft of a duty handover. */
export function pendingAt(situation: Situation, now: number): Pending[] {
  const incidents = [...situation.incident.values()].sort(
    (a, b) => b.level - a.level || (a.at < b.at ? -1 : 1),
  )
  const tasks = [...situation.task.values()].flatMap((item): Pending[] => {
    const why = item.blocked
      ? 'blocked'
      : item.due && Date.parse(item.due) < now
        ? 'late'
        : item.status === 'assigned'
          ? 'unacknowledged'
          : undefined
    return why ? [{ kind: 'task', item, why }] : []
  })
  const warnings = [...situation.warning.values()].filter(
    ({ cancelled, exercise, expires }) => !cancelled && !exercise && Date.parse(expires) > now,
  )
  const sources = [...situation.source.values()].flatMap((item): Pending[] => {
    const { state } = freshness(item, now)
    return state === 'fresh' || state === 'never' ? [] : [{ kind: 'source', item, state }]
  })
  return [
    ...incidents.map((item): Pending => ({ kind: 'incident', item })),
    ...tasks,
    ...[...situation.alarm.values()].map((item): Pending => ({ kind: 'alarm', item })),
    ...warnings.map((item): Pending => ({ kind: 'warning', item })),
    ...sources,
  ]
}
