import { mix } from './mix.ts'

/** Ordinary events as JSON texts, each with `#` where its number goes into id and subject, so that they can be told for ever. */
export function templates(count = 200): string[] {
  const { then } = mix(200, count)
  return then.map(({ seq: _, recorded: __, ...event }) => JSON.stringify({ ...event, id: 'b-#' }))
}

/** `count` events that open an item each, all different, and stay. */
export function openings(count: number): string[] {
  const { first } = mix(count * 1.3, 0)
  return first
    .filter(({ type }) => type === 'ticket.opened' || type === 'incident.reported')
    .slice(0, count)
    .map(({ seq: _, recorded: __, ...event }) => JSON.stringify({ ...event, id: 'o-#', subject: 'o-#' }))
}
