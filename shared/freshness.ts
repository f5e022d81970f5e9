import type { Source } from './situation/items.ts'

/** `fresh`: heard in time (even if it had nothing new); `late`, `silent`: not heard; `failed`: it answers wrongly; `never`: not yet heard. */
export type Freshness = 'fresh' | 'late' | 'silent' | 'failed' | 'never'

/** A source is silent rather than late when it was not heard for this many times its late time. */
export const silentAfter = 4

/** Heard this much ahead of now, ms, a clock was wrong: nobody knows how long ago it was. */
const mostAheadMs = 5 * 60_000

/**
 * How fresh a source is at `now` (ms UTC) and how long ago it was last heard (ms; undefined when never, or when a clock
 * that was wrong says it is yet to come: then it is late, not fresh).
 */
export function freshness(source: Source, now: number): { state: Freshness; age: number | undefined } {
  const ago = source.heard === undefined ? undefined : now - Date.parse(source.heard)
  const ahead = ago !== undefined && ago < -mostAheadMs
  const age = ago === undefined || ahead ? undefined : Math.max(0, ago)
  if (source.failing) return { state: 'failed', age }
  if (ahead) return { state: 'late', age }
  if (age === undefined) return { state: 'never', age }
  const late = source.lateAfterSeconds * 1000
  if (age <= late) return { state: 'fresh', age }
  return { state: age <= late * silentAfter ? 'late' : 'silent', age }
}
