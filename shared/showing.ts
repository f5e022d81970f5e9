import type { WorldClock } from './protocol.ts'
import { screensOf, type Rule, type Wall } from './scenes.ts'

/** What of the situation may change a wall by rule: the gravest level of an open incident, the statuses in force. */
export interface Grounds {
  level: number
  statuses: readonly string[]
}

/** Which scene a screen shows, why, and between which of the world's moments, ms UTC, where that is known. */
export interface Showing {
  scene: string
  why: 'sent' | 'rule' | 'hold' | 'slot' | 'playlist'
  from?: number
  until?: number
}

const minuteMs = 60_000
const dayMs = 86_400_000

/**
 * The scene of screen `screen` (from 1, in reading order) of a wall. Follows from the wall's setting, the grounds and the
 * world's clock alone, so that every screen changes at the same moment without being told. A faster clock does not
 * hurry the playlist: its seconds are those of the people who look.
 */
export function showing(
  wall: Wall,
  screen: number,
  grounds: Grounds,
  { now, rate }: WorldClock,
  offsetHours: number,
): Showing {
  const send = wall.sent?.findLast(
    (one) => (one.screen === 0 || one.screen === screen) && now < Date.parse(one.until),
  )
  if (send) return { scene: send.scene, why: 'sent', until: Date.parse(send.until) }
  const rule = screen === alertScreen(wall) ? wall.rules?.find((one) => applies(one, grounds)) : undefined
  if (rule) return { scene: rule.scene, why: 'rule' }
  const { hold } = wall
  if (hold && now < Date.parse(hold.until))
    return { scene: hold.scene, why: 'hold', until: Date.parse(hold.until) }
  return slotted(wall, now, offsetHours) ?? turnOf(wall, now, rate)
}

/** The one screen that a rule may take: never more, however grave it is. */
export function alertScreen(wall: Wall): number {
  return Math.min(wall.alert ?? 1, screensOf(wall))
}

function applies({ level, status }: Rule, grounds: Grounds): boolean {
  if (level !== undefined && grounds.level >= level) return true
  return status !== undefined && grounds.statuses.includes(status)
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(/[.:]/).map(Number)
  return hours * 60 + minutes
}

function slotted({ slots = [] }: Wall, now: number, offsetHours: number): Showing | undefined {
  const local = now + offsetHours * 3_600_000
  const midnight = Math.floor(local / dayMs) * dayMs
  const day = (Math.floor(local / dayMs) + 4) % 7
  for (const { scene, days, from, to } of slots) {
    const begin = midnight + minutesOf(from) * minuteMs
    const end = midnight + minutesOf(to) * minuteMs
    if (!days.includes(((day % 7) + 7) % 7) || local < begin || local >= end) continue
    return { scene, why: 'slot', from: begin + now - local, until: end + now - local }
  }
  return undefined
}

function turnOf({ playlist }: Wall, now: number, rate: number): Showing {
  const pace = Math.max(1, rate) * 1_000
  const round = playlist.reduce((sum, { seconds }) => sum + seconds, 0) * pace
  let from = Math.floor(now / round) * round
  for (const { scene, seconds } of playlist) {
    const until = from + seconds * pace
    if (now < until) return { scene, why: 'playlist', from, until }
    from = until
  }
  // Rounding alone leads here: the last one is still shown.
  return { scene: playlist.at(-1)?.scene ?? '', why: 'playlist', from: now, until: from }
}
