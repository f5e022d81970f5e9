import type { WorldClock } from './protocol.ts'
import { screensOf, type Rule, type Slot, type Wall } from './scenes.ts'
import { dayStart, isWorkingDay, localDay, type Calendar } from './working-days.ts'

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
  calendar: Calendar,
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
  return slotted(wall, now, calendar) ?? turnOf(wall, now, rate, nextSlot(wall, now, calendar))
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

/** When a slot begins and ends that begins on this local day; undefined where it does not. */
function hoursOf({ days, from, to, working }: Slot, day: number, calendar: Calendar) {
  const weekday = (((day + 4) % 7) + 7) % 7
  if (!days.includes(weekday) || (working && !isWorkingDay(day, calendar))) return undefined
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  return {
    begin: dayStart(day, calendar) + begins * minuteMs,
    end: dayStart(ends > begins ? day : day + 1, calendar) + ends * minuteMs,
  }
}

function slotted({ slots = [] }: Wall, now: number, calendar: Calendar): Showing | undefined {
  const today = localDay(now, calendar)
  for (const slot of slots)
    for (const day of [today, today - 1]) {
      const hours = hoursOf(slot, day, calendar)
      if (hours && now >= hours.begin && now < hours.end)
        return { scene: slot.scene, why: 'slot', from: hours.begin, until: hours.end }
    }
  return undefined
}

/** When the next slot of the day takes the wall from its playlist. */
function nextSlot({ slots = [] }: Wall, now: number, calendar: Calendar): number {
  const today = localDay(now, calendar)
  const begins = slots.map((slot) => hoursOf(slot, today, calendar)?.begin ?? Infinity)
  return Math.min(Infinity, ...begins.filter((begin) => begin > now))
}

function turnOf({ playlist }: Wall, now: number, rate: number, most: number): Showing {
  const pace = Math.max(1, rate) * 1_000
  const round = playlist.reduce((sum, { seconds }) => sum + seconds, 0) * pace
  let from = Math.floor(now / round) * round
  for (const { scene, seconds } of playlist) {
    const until = from + seconds * pace
    if (now < until) return { scene, why: 'playlist', from, until: Math.min(until, most) }
    from = until
  }
  // Rounding alone leads here: the last one is still shown.
  return { scene: playlist.at(-1)?.scene ?? '', why: 'playlist', from: now, until: from }
}
