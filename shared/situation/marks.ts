import type { Envelope, Recorded } from '../events/envelope.ts'

const aheadMs = 10 * 60_000

/** Whether the event's time lies more than 10 minutes ahead of the clock at recording. */
export function isAhead(event: Envelope & Recorded): boolean {
  // UTC times of one length compare as texts; nearly every event happened before it was recorded.
  if (event.time.length === event.recorded.length && event.time <= event.recorded) return false
  return Date.parse(event.time) - Date.parse(event.recorded) > aheadMs
}

/** Some fields of an item; undefined ones are not given. */
export type Given<T> = Partial<{ [K in keyof T]: T[K] | undefined }>

/**
 * The item with those of `more` that are defined. For items that come by the thousand: what every one of them has
 * stands in the literal, which V8 lays out in one piece.
 */
export function withGiven<T extends object>(item: T, more: Given<T>): T {
  for (const key in more) {
    const value = more[key]
    if (value !== undefined) item[key] = value as T[typeof key]
  }
  return item
}

/**
 * A copy without the undefined fields, so that a folded item equals its copy sent as JSON. A copy, because V8 turns an
 * object from which fields are deleted into a slow dictionary.
 */
export function lean<T extends object>(item: T): T {
  const kept = {} as T
  for (const key in item) if (item[key] !== undefined) kept[key] = item[key]
  return kept
}
