import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { told } from '../bench/events.ts'
import { mix } from '../bench/mix.ts'

const ends: Record<string, string> = {
  'ticket.opened': 'ticket.closed',
  'task.assigned': 'task.completed',
  'incident.reported': 'incident.resolved',
}

/** `count` events of ordinary days: things open, move and close; about 500 stand open all the time. */
export function ordinary(count: number, seed: number): NewEvent[] {
  const { first, then } = mix(500, count, seed)
  return [...first, ...then].map(told)
}

/** A disaster: `size` things open at once, are worked on, and all of them are closed in the end. */
export function disaster(size: number, seed: number): NewEvent[] {
  const { first, then } = mix(size, size * 2, seed)
  const named = (event: RecordedEvent) =>
    JSON.parse(JSON.stringify(told(event)).replaceAll(/"([TKGH]|s)-(\d+)"/g, '"$1-bencana-$2"')) as NewEvent
  const opened = [...first, ...then].map(named)
  const closed = opened.flatMap((event) => {
    const type = ends[event.type]
    if (!type) return []
    return [{ ...event, id: `${event.id}-akhir`, type, data: { note: 'selesai' } } as NewEvent]
  })
  return [...opened, ...closed]
}

/** `count` hotspots, one event each. */
export function hotspots(count: number, seed: number): NewEvent[] {
  return mix(0, count * 8, seed)
    .then.filter(({ type }) => type === 'observation.made')
    .slice(0, count)
    .map(told)
    .map((event) => ({ ...event, id: `${event.id}-titik`, subject: `${event.subject}-titik` }))
}

/** A reading of every indicator in every region of `ordinary` on each of so many days: the bounded courses are full then. */
export function courses(days = 8): NewEvent[] {
  const [indicators, regions] = [40, 10]
  return Array.from({ length: indicators * regions * days }, (_, at) => {
    const day = Math.floor(at / (indicators * regions))
    const asOf = new Date(Date.UTC(2026, 2, 1 + day)).toISOString()
    const region = `52.02.${10 + (Math.floor(at / indicators) % regions)}`
    const about = { specversion: '1.0', id: `capaian-${at}`, source: '/uji', time: asOf } as const
    const data = { value: at % 300, asOf, region }
    return { ...about, type: 'indicator.measured', subject: `I-${at % indicators}`, data } as NewEvent
  })
}
