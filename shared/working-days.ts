/** Which days count: the site's offset from UTC in hours (Indonesia has no summer time) and holidays as YYYY-MM-DD. */
export interface Calendar {
  offsetHours: number
  holidays: ReadonlySet<string>
}

const dayMs = 86_400_000

/** The local day number (days since 1970-01-01) of a moment. */
export function localDay(at: number, calendar: Calendar): number {
  return Math.floor((at + calendar.offsetHours * 3_600_000) / dayMs)
}

/** The moment (ms UTC) at which a local day begins. */
export function dayStart(day: number, calendar: Calendar): number {
  return day * dayMs - calendar.offsetHours * 3_600_000
}

/** A local day number as YYYY-MM-DD. */
export function dayText(day: number): string {
  let text = texts.get(day)
  if (text !== undefined) return text
  text = new Date(day * dayMs).toISOString().slice(0, 10)
  if (texts.size >= mostTexts) texts.clear()
  texts.set(day, text)
  return text
}

/** Days are written again and again: every deadline asks for those between. */
const texts = new Map<number, string>()
const mostTexts = 4_000

/** Monday to Friday and not a holiday. 1970-01-01 was a Thursday. */
export function isWorkingDay(day: number, calendar: Calendar): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7
  if (weekday === 0 || weekday === 6) return false
  return calendar.holidays.size === 0 || !calendar.holidays.has(dayText(day))
}

/**
 * The moment (ms UTC) at which `days` working days after `from` are over: the day of `from` does not count,
 * the deadline is the end of the last day, local time.
 */
export function addWorkingDays(from: number, days: number, calendar: Calendar): number {
  let day = localDay(from, calendar)
  for (let left = Math.max(0, Math.trunc(days)), looked = 0; left > 0 && looked < 4000; looked++) {
    day++
    if (isWorkingDay(day, calendar)) left--
  }
  return dayStart(day + 1, calendar)
}

/** How many working days begin after the day of `from` up to and with the day of `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: number, to: number, calendar: Calendar): number {
  let counted = 0
  const last = Math.min(localDay(to, calendar), localDay(from, calendar) + 4000)
  for (let day = localDay(from, calendar) + 1; day <= last; day++) if (isWorkingDay(day, calendar)) counted++
  return counted
}

export function sameCalendar(one: Calendar, other: Calendar): boolean {
  return (
    one.offsetHours === other.offsetHours &&
    one.holidays.size === other.holidays.size &&
    [...one.holidays].every((day) => other.holidays.has(day))
  )
}

/** The local month of a moment, YYYY-MM. */
export function monthOf(at: number, calendar: Calendar): string {
  return dayText(localDay(at, calendar)).slice(0, 7)
}
