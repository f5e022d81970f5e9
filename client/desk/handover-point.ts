import type { Pending } from '../../shared/handover.ts'
import { moment } from '../format.ts'
import { m } from '../messages/index.ts'
import type { Site } from '../site.ts'

/** A line of a handover, in words that the next on duty can act on. */
export function pointOf(one: Pending, site: Site, now: number, agency: (id: string) => string): string {
  const { pending } = m.desk
  switch (one.kind) {
    case 'incident':
      return pending.incident(
        one.item.title,
        `${m.levels[one.item.level] ?? ''}, ${m.incidentStatus[one.item.status]}`,
      )
    case 'task':
      return pending[one.why](one.item.title, agency(one.item.agency), one.item.blocked ?? '')
    case 'alarm':
      return pending.alarm(one.item.message, m.desk.alarmState[one.item.state])
    case 'warning':
      return pending.warning(one.item.headline, m.until(moment(Date.parse(one.item.expires), now, site)))
    case 'source':
      return pending.source(one.item.title ?? one.item.id, m.freshness[one.state])
  }
}
