import type { Decision } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'
import { dayStart, dayText, localDay, type Calendar } from './working-days.ts'

/** A question that waits; `ageMs`: since it was asked, `lateMs`: since it was needed by (0: still in time). */
interface WaitingDecision {
  decision: Decision
  /** How grave the open incident is that it belongs to, and what that is called; nothing where it belongs to none. */
  incident?: { level: number; title: string }
  dueToday: boolean
  /** It was put off and its day has come. */
  isBack: boolean
  ageMs: number
  lateMs: number
}

/** After every day. */
const never = '9'
const dayMs = 86_400_000
const isDay = (text: string) => text.length === 10

/** When one that was put off comes back, ms UTC: when it was put off to, else on the day it is needed by, else the day after. */
function returnsAt({ until, due, decided = '' }: Decision, calendar: Calendar): number {
  if (until && !isDay(until)) return Date.parse(until)
  const next = localDay(Date.parse(decided), calendar) + 1
  const wanted = until ?? (due && due.slice(0, 10) >= dayText(next) ? due.slice(0, 10) : dayText(next))
  return dayStart(Date.parse(wanted) / dayMs, calendar)
}

type Read = Pick<Situation, 'decision' | 'incident' | 'task' | 'index'>

/** The open incident that it is about, itself or by one of its tasks. */
function incidentOf({ incident, task }: Read, { about = '' }: Decision): WaitingDecision['incident'] {
  const found = incident.get(about) ?? incident.get(task.get(about)?.incident ?? '')
  return found && { level: found.level, title: found.title }
}

/**
 * What waits for a decision: life at stake first (how grave its incident is), then the soonest needed, then the longest
 * waiting; one that was put off waits again when its day comes. And what was decided today, the newest first.
 */
export function standingDecisions(
  situation: Read,
  now: number,
): { waiting: WaitingDecision[]; today: Decision[] } {
  const { calendar } = situation.index
  const all = [...situation.decision.values()]
  const midnight = dayStart(localDay(now, calendar), calendar)
  const isBack = (one: Decision) => one.choice === 'deferred' && now >= returnsAt(one, calendar)
  const waiting = all
    .filter((one) => !one.decided || isBack(one))
    .map((decision): WaitingDecision => {
      const incident = incidentOf(situation, decision)
      return {
        decision,
        ...(incident && { incident }),
        isBack: isBack(decision),
        dueToday: decision.due === dayText(localDay(now, calendar)),
        ageMs: Math.max(0, now - Date.parse(decision.requested)),
        // A day is over when it ends, by the site's clock.
        lateMs: decision.due
          ? Math.max(0, now - Date.parse(decision.due) - dayMs + calendar.offsetHours * 3_600_000)
          : 0,
      }
    })
    .sort(
      ({ decision: a, incident: first }, { decision: b, incident: second }) =>
        (second?.level ?? -1) - (first?.level ?? -1) ||
        (a.due ?? never).localeCompare(b.due ?? never) ||
        a.requested.localeCompare(b.requested) ||
        a.id.localeCompare(b.id),
    )
  const today = all
    .filter((one) => one.decided !== undefined && Date.parse(one.decided) >= midnight && !isBack(one))
    .sort((a, b) => b.seq - a.seq)
  return { waiting, today }
}
