import type { Envelope, Recorded } from '../events/envelope.ts'

const aheadMs = 10 * 60_000

/** Whether the event's time lies more than 10 minutes ahead of the clock at recording. */
export function isAhead(event: Envelope & Recorded): boolean {
  return Date.parse(event.time) - Date.parse(event.recorded) > aheadMs
}

/** The object without its undefined fields, so that a folded item equals its copy sent as JSON. */
export function lean<T extends object>(item: T): T {
  for (const key of Object.keys(item) as (keyof T)[]) if (item[key] === undefined) delete item[key]
  return item
}
