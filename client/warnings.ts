import type { Warning } from '../shared/situation/items.ts'
import type { Situation } from '../shared/situation/situation.ts'

/** Whether a warning holds at `now` (ms UTC): not called off, not run out, and no drill of its issuer. */
export function inForce(warning: Warning, now: number): boolean {
  return !warning.cancelled && !warning.exercise && Date.parse(warning.expires) > now
}

/** The warnings in force, the most severe first, then the one that was said last. */
export function warningsInForce(situation: Situation, now: number): Warning[] {
  return [...situation.warning.values()]
    .filter((warning) => inForce(warning, now))
    .sort((a, b) => b.level - a.level || (a.said < b.said ? 1 : -1))
}
