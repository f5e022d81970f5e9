import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { mix } from './mix.ts'

/** An event as it was told, before the log wrote it down. */
export function told(event: RecordedEvent): NewEvent {
  const { seq: _, recorded: __, ...rest } = event
  return rest as NewEvent
}

/** Ordinary events as JSON texts, each with `#` where its number goes, so that they can be told for ever. */
export function templates(count = 200): string[] {
  return mix(200, count).then.map((event) => JSON.stringify({ ...told(event), id: 'b-#' }))
}

/** `count` events that open an item each, all different, and stay. */
export function openings(count: number): string[] {
  return mix(count * 1.3, 0)
    .first.filter(({ type }) => type === 'ticket.opened' || type === 'incident.reported')
    .slice(0, count)
    .map((event) => JSON.stringify({ ...told(event), id: 'o-#', subject: 'o-#' }))
}
