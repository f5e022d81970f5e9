import type { Status } from '../../shared/situation/items.ts'
import { moment, shortDate, span } from '../format.ts'
import { m } from '../messages/index.ts'
import type { Site } from '../site.ts'

const order = ['tanggap-darurat', 'siaga-darurat', 'transisi-darurat']

/** Statuses, the gravest stage first, of one stage that which ends first. */
export function gravest(statuses: Iterable<Status>): Status[] {
  return [...statuses].sort(
    (a, b) => order.indexOf(a.stage) - order.indexOf(b.stage) || (a.until < b.until ? -1 : 1),
  )
}

/** From so long before its end on, a status is marked: H-2. */
const soonMs = 2 * 86_400_000
const hourMs = 3_600_000

/** Whether an end (ms UTC) is near at `now`, or past. */
export const isSoon = (until: number, now: number): boolean => until - now <= soonMs

/** How long is left until `until`, or how late it is, ms UTC; in the last days the hours count. */
export function leftWords(until: number, now: number): string {
  const left = until - now
  if (left <= 0) return m.lateBy(span(-left))
  return m.status.left(left > hourMs && left < 72 * hourMs ? m.hours(Math.floor(left / hourMs)) : span(left))
}

/** Until when a status holds, and by which decree; one that names a day holds to its end: that day is said, not the midnight after it. */
export function heldWords(
  { end, until, decree }: Pick<Status, 'end' | 'until' | 'decree'>,
  now: number,
  site: Site,
): string {
  const held = end.length > 10 ? moment(Date.parse(until), now, site) : shortDate(Date.parse(until) - 1, site)
  return `${m.status.until(held)} · ${m.status.decree(decree)}`
}
