import type { Decision } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'
import { dayStart, dayText, localDay } from './working-days.ts'

/** A question that waits; `ageMs`: since it was asked, `lateMs`: since it was needed by (0: still in time). */
export interface WaitingDecision {
  decision: Decision
  dueToday: boolean
  ageMs: number
  lateMs: number
}

/** After every day. */
const never = '9'

/** What waits for a decision, the soonest needed and then the longest first, and what was decided today, the newest first. */
export function standingDecisions(
  { decision: decisions, index: { calendar } }: Pick<Situation, 'decision' | 'index'>,
  now: number,
): { waiting: WaitingDecision[]; today: Decision[] } {
  const all = [...decisions.values()]
  const midnight = dayStart(localDay(now, calendar), calendar)
  const waiting = all
    .filter(({ decided }) => !decided)
    .map((decision) => ({
      decision,
      dueToday: decision.due === dayText(localDay(now, calendar)),
      ageMs: Math.max(0, now - Date.parse(decision.requested)),
      // A day is over when it ends, by the site's clock.
      lateMs: decision.due
        ? Math.max(0, now - Date.parse(decision.due) - 86_400_000 + calendar.offsetHours * 3_600_000)
        : 0,
    }))
    .sort(
      ({ decision: a }, { decision: b }) =>
        (a.due ?? never).localeCompare(b.due ?? never) ||
        a.requested.localeCompare(b.requested) ||
        a.id.localeCompare(b.id),
    )
  const today = all
    .filter(({ decided }) => decided !== undefined && Date.parse(decided) >= midnight)
    .sort((a, b) => b.seq - a.seq)
  return { waiting, today }
}
