import * as z from 'zod'

/** So often a screen says that it lives, and after so long without a word it counts as dead. */
export const lifeEverySeconds = 5
export const deadAfterSeconds = 15

/** What alarms about silent screens are called; `about` is the screen. */
export const screenRule = 'layar-mati'

const few = z.number().int().min(0).max(1e9)

/** `ready`: sound can play; `blocked`: nobody has touched the page yet; `none`: there is nothing to play it on. */
export const soundStates = ['ready', 'blocked', 'none'] as const

/** What a screen says of itself every few seconds. Figures of the page as the page measures them, not more. */
export const lifeReport = z.object({
  /** Which log, and the last seq that is in the DOM and has seen a frame. */
  epoch: z.string().max(64),
  seq: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  link: z.enum(['live', 'late', 'lost']),
  hidden: z.boolean(),
  /** Frames in a second; null where the page is hidden. */
  fps: z.number().min(0).max(1_000).nullable(),
  /** Bytes of JavaScript heap in use; null where the browser does not say. */
  heap: z.number().min(0).max(1e12).nullable(),
  /** How often the map lost its graphics context. */
  mapLosses: few,
  /** The longest ms in which the page did nothing, of the last hour: a hang that ended by itself. */
  stallMs: z.number().min(0).max(1e9).optional(),
  /** Median of ms from recording to glass since the last report, the network's way counted as half a round trip. */
  latencyMs: z.number().min(0).max(1e9).nullable(),
  /** The fold of its build. */
  fold: z.string().max(64),
  /** The scene it shows, where there are scenes. */
  scene: z.string().max(80).optional(),
  sound: z.enum(soundStates),
  /** Until when somebody silenced this screen, UTC. */
  mutedUntil: z.iso.datetime().optional(),
  /** When the test tone last played, UTC. */
  tested: z.iso.datetime().optional(),
  width: few,
  height: few,
})
export type LifeReport = z.infer<typeof lifeReport>

/** `alive`; `behind`: it speaks, and shows what is over; `dead`: nothing was heard of it. */
export type LifeState = 'alive' | 'behind' | 'dead'
