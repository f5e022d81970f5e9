import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until one more request may go to an owner. */
export type Pace = (owner: string, signal: AbortSignal) => Promise<void>

/** At most `most` requests to each owner in any `withinMs`; BMKG allows 60 a minute for one address, shared by its feeds. */
export function createPace(most = 50, withinMs = 60_000): Pace {
  const sent = new Map<string, number[]>()
  return async (owner, signal) => {
    for (;;) {
      const now = performance.now()
      const recent = (sent.get(owner) ?? []).filter((at) => now - at < withinMs)
      sent.set(owner, recent)
      const oldest = recent[0]
      if (recent.length < most || oldest === undefined) return void recent.push(now)
      await sleep(oldest + withinMs - now + 1, undefined, { signal, ref: false })
    }
  }
}
