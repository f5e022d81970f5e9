import type { Decision } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'
import { dayStart, localDay } from './working-days.ts'

/** A question that waits; `ageMs`: since it was asked, `lateMs`: since it was needed by (0: still in time). */
export interface WaitingDecision {
  decision: Decision
  ageMs: number
  lateMs: number
}

/** What waits for a decision, the overdue and then the longest first, and what was decided today, the newest first. */
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
      ageMs: Math.max(0, now - Date.parse(decision.requested)),
      // A day is over when it ends, by the site's clock.
      lateMs: decision.due
        ? Math.max(0, now - Date.parse(decision.due) - 86_400_000 + calendar.offsetHours * 3_600_000)
        : 0,
    }))
    .sort((a, b) => b.lateMs - a.lateMs || b.ageMs - a.ageMs || (a.decision.id < b.decision.id ? -1 : 1))
  const today = all
    .filter(({ decided }) => decided !== undefined && Date.parse(decided) >= midnight)
    .sort((a, b) => b.seq - a.seq)
  return { waiting, today }
}
