import type { Source } from './situation/items.ts'

/** `fresh`: heard in time (even if it had nothing new); `late`, `silent`: not heard; `failed`: it answers wrongly; `never`: not yet heard. */
export type Freshness = 'fresh' | 'late' | 'silent' | 'failed' | 'never'

/** A source is silent rather than late when it was not heard for this many times its late time. */
export const silentAfter = 4

/** How fresh a source is at `now` (ms UTC) and how long ago it was last heard (ms; undefined when never). */
export function freshness(source: Source, now: number): { state: Freshness; age: number | undefined } {
  const age = source.heard === undefined ? undefined : Math.max(0, now - Date.parse(source.heard))
  if (source.failing) return { state: 'failed', age }
  if (age === undefined) return { state: 'never', age }
  const late = source.lateAfterSeconds * 1000
  if (age <= late) return { state: 'fresh', age }
  return { state: age <= late * silentAfter ? 'late' : 'silent', age }
}
