import type { Site } from '../site.ts'

/** The calendar day of a moment (ms UTC) at the site, YYYY-MM-DD. */
export function dayAt(at: number, site: Pick<Site, 'timeZone'>): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: site.timeZone, dateStyle: 'short' }).format(at)
}
