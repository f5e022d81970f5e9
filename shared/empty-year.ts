import { dayText, localDay, type Calendar } from './working-days.ts'

/**
 * The year whose holidays nobody has entered though deadlines reach into it: this one, or from October on the next. Then
 * deadlines are counted as if nobody ever had a day off. `now`: ms UTC.
 */
export function emptyYear(calendar: Calendar, now: number): string | undefined {
  const [year = '', month = ''] = dayText(localDay(now, calendar)).split('-')
  const years = month >= '10' ? [year, String(Number(year) + 1)] : [year]
  const filled = new Set([...calendar.holidays].map((day) => day.slice(0, 4)))
  return years.find((one) => !filled.has(one))
}
