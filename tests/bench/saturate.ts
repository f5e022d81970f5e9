import type { Usage } from './children/usage.ts'
import { later, type Screens, type Served } from './room.ts'

/** How fast events reach every screen when there are always more to tell. */
export interface Saturation {
  /** Events per second that the slowest screen has received. */
  rate: number
  /** Events per frame, and bytes received by all screens per second. */
  perFrame: number
  bytesPerSecond: number
  usage: Usage
}

interface Offer {
  server: Served
  screens: Screens
  /** The seq from which the screens go on. */
  from: number
  /** Tells the next `step` events. */
  tell: () => Promise<unknown>
  step: number
  /** So many events may be on their way to the slowest screen. */
  window: number
  seconds: number
}

/** Keeps `window` events under way and measures what arrives everywhere: nothing is offered that would only wait. */
export async function saturate(offer: Offer): Promise<Saturation> {
  const { server, screens, from, tell, step, window, seconds } = offer
  await screens.reset(from)
  const course = { told: from, least: from, over: false, failure: undefined as unknown }
  const lane = async () => {
    while (!course.over) {
      if (course.told - course.least + step > window) await later(2)
      else {
        course.told += step
        await tell()
      }
    }
  }
  const lanes = Array.from({ length: 4 }, () =>
    lane().catch((error: unknown) => {
      course.failure ??= error
      course.over = true
    }),
  )
  const watching = (async () => {
    while (!course.over) {
      course.least = Math.min((await screens.seen()).least, course.told)
      await later(5)
    }
  })()
  await later(1_000)
  const before = await screens.seen()
  await server.child.ask('begin')
  const begun = performance.now()
  await later(seconds * 1000)
  const after = await screens.seen()
  const elapsed = (performance.now() - begun) / 1000
  const usage = await server.child.ask<Usage>('end')
  course.over = true
  await Promise.all([...lanes, watching])
  if (course.failure) throw course.failure
  if (after.ended > 0) throw new Error(`${after.ended} screens were cut off`)
  if (after.gaps > 0) throw new Error(`${after.gaps} gaps`)
  await screens.reach(course.told)
  return {
    rate: (after.least - before.least) / elapsed,
    perFrame: (after.deliveries - before.deliveries) / (after.frames - before.frames),
    bytesPerSecond: (after.bytes - before.bytes) / elapsed,
    usage,
  }
}
