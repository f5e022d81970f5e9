import * as z from 'zod'
import { id, line } from './events/fields.ts'
import type { Report, ReminderStep } from './situation/items.ts'
import { handedKept } from './situation/reports.ts'
import { dayStart, isWorkingDay, localDay, type Calendar } from './working-days.ts'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 16:00')

/** What an agency owes: which report, how often, by when, and who answers for it. */
export const reportingDuty = z.object({
  agency: id,
  /** The `kind` of report.submitted. */
  report: id,
  title: line,
  every: z.enum(['harian', 'mingguan', 'bulanan', 'triwulan']),
  by: clock,
  /** mingguan: 1 Monday … 7 Sunday; bulanan, triwulan: the day of the month after the period. */
  on: z.number().int().min(1).max(28).optional(),
  since: z.iso.date(),
  pic: line.optional(),
  head: line.optional(),
  /** Hours after which the head, and the Sekda, are reminded too. */
  headAfterHours: z.number().min(0).max(1000).default(24),
  sekdaAfterHours: z.number().min(0).max(2000).default(72),
  cluster: line.optional(),
})
export type ReportingDuty = z.infer<typeof reportingDuty>
export const reportingSetting = z.array(reportingDuty).max(500)

/** The duties that a setting holds; what is not of that shape is none. */
export function reportingOf(value: unknown): ReportingDuty[] {
  if (!Array.isArray(value)) return []
  let read = kept.get(value)
  if (!read) {
    read = value.flatMap((one) => reportingDuty.safeParse(one).data ?? [])
    kept.set(value, read)
  }
  return read
}

/** The schedule asks every second; a setting's value is replaced, never changed. */
const kept = new WeakMap<object, ReportingDuty[]>()

/** Whether something falls due on a local day: daily ones on working days only. */
function isDueOn(duty: ReportingDuty, day: number, calendar: Calendar): boolean {
  if (duty.every === 'harian') return isWorkingDay(day, calendar)
  if (duty.every === 'mingguan') return ((((day + 3) % 7) + 7) % 7) + 1 === (duty.on ?? 5)
  const date = new Date(day * 86_400_000)
  if (date.getUTCDate() !== (duty.on ?? 5)) return false
  return duty.every === 'bulanan' || date.getUTCMonth() % 3 === 0
}

/** The first moment (ms UTC) after `from` at which this report is due; nothing within 400 days: never. */
export function nextDue(duty: ReportingDuty, from: number, calendar: Calendar): number {
  const [hour = 0, minute = 0] = duty.by.split(':').map(Number)
  const since = Date.parse(duty.since)
  for (let day = localDay(from, calendar), looked = 0; looked < 400; looked++, day++) {
    const due = dayStart(day, calendar) + (hour * 60 + minute) * 60_000
    if (due > from && day * 86_400_000 >= since && isDueOn(duty, day, calendar)) return due
  }
  return Infinity
}

/**
 * The first due moment that no report answers. One handed in on time answers the next due moment; one handed in late the one
 * that had passed, and not the one to come as well.
 */
export function firstUnanswered(duty: ReportingDuty, handed: readonly string[], calendar: Calendar): number {
  const begin = beginning(duty, calendar)
  const times = handed.map((text) => Date.parse(text)).filter((at) => at > begin)
  // Only the newest are kept: what lay before the first of them is not asked for again.
  const known = handed.length >= handedKept ? (times[0] ?? begin) - 1 : begin
  let due = nextDue(duty, known, calendar)
  for (const at of times) {
    if (at > due) due = nextDue(duty, at, calendar)
    else if (nextDue(duty, at - 1, calendar) === due) due = nextDue(duty, due, calendar)
  }
  return due
}

/** The moment before the first day that counts. */
function beginning({ since }: ReportingDuty, calendar: Calendar): number {
  return Date.parse(since) - calendar.offsetHours * 3_600_000 - 1
}

export interface Owed {
  duty: ReportingDuty
  /** ms UTC. */
  due: number
  /** How long overdue at `now`, ms; 0: not yet due. */
  lateMs: number
  step: ReminderStep
}

/** Who is silent: every overdue report, the oldest first. */
export function overdue(
  duties: readonly ReportingDuty[],
  reports: ReadonlyMap<string, Report>,
  now: number,
  calendar: Calendar,
): Owed[] {
  return duties
    .map((duty) => owed(duty, reports, now, calendar))
    .filter(({ lateMs }) => lateMs > 0)
    .sort((a, b) => b.lateMs - a.lateMs)
}

function owed(
  duty: ReportingDuty,
  reports: ReadonlyMap<string, Report>,
  now: number,
  calendar: Calendar,
): Owed {
  const handed = reports.get(duty.agency)?.handed ?? {}
  const own = Object.hasOwn(handed, duty.report) ? (handed[duty.report] ?? []) : []
  const due = firstUnanswered(duty, own, calendar)
  const lateMs = Math.max(0, now - due)
  const hours = lateMs / 3_600_000
  const step = hours >= duty.sekdaAfterHours ? 'sekda' : hours >= duty.headAfterHours ? 'head' : 'pic'
  return { duty, due, lateMs, step }
}

/** Of the last 20 due moments, how many were answered by a report handed in since the one before: regularity, not volume. */
export function regularity(
  duty: ReportingDuty,
  handed: readonly string[],
  now: number,
  calendar: Calendar,
): { answered: number; of: number } {
  const dues = pastDues(duty, now, calendar).slice(-21)
  const begin = beginning(duty, calendar)
  const times = handed.map((text) => Date.parse(text))
  const counted = dues.slice(-20)
  const answered = counted.filter((due) => {
    const before = dues[dues.indexOf(due) - 1] ?? begin
    return times.some((at) => at > before && at <= due)
  })
  return { answered: answered.length, of: counted.length }
}

const longestPeriodDays = { harian: 4, mingguan: 7, bulanan: 31, triwulan: 92 }

/** The due moments up to `now`, as far back as 22 of them may lie. */
function pastDues(duty: ReportingDuty, now: number, calendar: Calendar): number[] {
  const back = now - 22 * longestPeriodDays[duty.every] * 86_400_000
  const dues: number[] = []
  let due = nextDue(duty, Math.max(beginning(duty, calendar), back), calendar)
  while (due <= now) {
    dues.push(due)
    due = nextDue(duty, due, calendar)
  }
  return dues
}
