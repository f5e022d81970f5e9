import type { Site } from '../site.ts'

/** What a datetime-local field holds, as a moment of the site's clock and never of this machine's: ms UTC. */
export function siteMoment(text: string, site: Pick<Site, 'timeZone'>): number | undefined {
  const wall = Date.parse(`${text}Z`)
  if (Number.isNaN(wall)) return undefined
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone: site.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(wall)
  return wall - (Date.parse(`${shown.replace(' ', 'T')}Z`) - wall)
}
