import { addWorkingDays, dayStart, localDay, workingDaysBetween, type Calendar } from './working-days.ts'

const dayMs = 86_400_000

/** A ticket's clock: all that its deadline follows from, times in UTC. */
interface TicketClock {
  opened: string
  /** The working days that the table allowed it when it came, or came to its agency. */
  days: number
  /** When the clock began again, for a ticket that was opened again. */
  restarted?: string | undefined
  /** The deadline that its source gave: it is kept whatever the calendar says. */
  given?: string | undefined
  /** When it was held and when it went on, the newest 20. */
  pauses?: [from: string, to: string][] | undefined
  /** Working days of the pauses before those. */
  stood?: number | undefined
}

interface Deadline {
  due: string
  /** When three quarters of the time are over. */
  soon: string
}

/**
 * The deadline: the end of the working days that it is allowed, counted from the day after the clock began, and
 * moved on by the working days for which the ticket was held.
 */
export function deadlineOf(clock: TicketClock, calendar: Calendar): Deadline {
  const start = Date.parse(clock.restarted ?? clock.opened)
  const { pauses = [], days } = clock
  let due = clock.given ? Date.parse(clock.given) : addWorkingDays(start, days, calendar)
  let soon = clock.given ? start + 0.75 * (due - start) : threeQuarters(start, days, due, calendar)
  const stood = pauses.map(([from, to]) => workingDaysBetween(Date.parse(from), Date.parse(to), calendar))
  const total = stood.reduce((sum, n) => sum + n, clock.stood ?? 0)
  // The deadline is the first moment of the next day: one millisecond before it lies in its own last day.
  if (total > 0) due = addWorkingDays(due - 1, total, calendar)
  soon = later(soon, clock.stood ?? 0, calendar)
  pauses.forEach(([from], at) => {
    if (Date.parse(from) < soon) soon = later(soon, stood[at] ?? 0, calendar)
  })
  return { due: new Date(due).toISOString(), soon: new Date(Math.min(soon, due)).toISOString() }
}

function threeQuarters(start: number, days: number, due: number, calendar: Calendar): number {
  if (days <= 0) return start + 0.75 * (due - start)
  const part = (3 * days) % 4
  const end = addWorkingDays(start, Math.ceil((3 * days) / 4), calendar)
  return part === 0 ? end : end - (1 - part / 4) * dayMs
}

/** The same time of the day so many working days later. */
function later(at: number, days: number, calendar: Calendar): number {
  if (days <= 0) return at
  const untilMidnight = dayStart(localDay(at - 1, calendar) + 1, calendar) - at
  return addWorkingDays(at - 1, days, calendar) - untilMidnight
}

const mostPauses = 20

/** The clock after a pause more; what is beyond 20 pauses is kept as the days that it was worth then. */
export function withPause(
  clock: Pick<TicketClock, 'pauses' | 'stood'>,
  from: string,
  to: string,
  calendar: Calendar,
): { pauses: [string, string][]; stood?: number } {
  const pauses: [string, string][] = [...(clock.pauses ?? []), [from, to]]
  if (pauses.length <= mostPauses) return { pauses, ...(clock.stood && { stood: clock.stood }) }
  const [[first, last] = ['', '']] = pauses.splice(0, 1)
  const worth = workingDaysBetween(Date.parse(first), Date.parse(last), calendar)
  return { pauses, stood: (clock.stood ?? 0) + worth }
}

/** What of a ticket says how much of its time is over. */
export interface Running extends Deadline {
  opened: string
  restarted?: string | undefined
  held?: string | undefined
}

/**
 * How much of a ticket's time is over at `now` (ms UTC): 0.75 when three quarters of its working days are, 1 at its
 * deadline, more beyond. A held ticket's share stands still. Halos are drawn from 0.75 and from 1 on.
 */
export function deadlineShare(ticket: Running, now: number): number {
  const at = ticket.held ? Math.min(now, Date.parse(ticket.held)) : now
  const start = Date.parse(ticket.restarted ?? ticket.opened)
  const [soon, due] = [Date.parse(ticket.soon), Date.parse(ticket.due)]
  if (at >= due) return due > start ? 1 + (at - due) / (due - start) : 1
  if (at >= soon) return 0.75 + (0.25 * (at - soon)) / (due - soon)
  return soon > start ? Math.max(0, (0.75 * (at - start)) / (soon - start)) : 0
}
