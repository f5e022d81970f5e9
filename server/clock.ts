import type { WorldClock } from '../shared/protocol.ts'

/** A world's clock: UTC milliseconds now, and how many of its seconds pass in one of ours. */
export interface Clock {
  now(): number
  readonly rate: number
}

export const realClock: Clock = { now: () => Date.now(), rate: 1 }

/** The clock of an exercise: stood at `start` (ms UTC) when ours stood at `startedAt`, and runs `rate` times as fast. */
export function exerciseClock(start: number, rate: number, startedAt = Date.now()): Clock {
  return { now: () => Math.round(start + (Date.now() - startedAt) * rate), rate }
}

export function reading(clock: Clock): WorldClock {
  return { now: clock.now(), rate: clock.rate }
}
