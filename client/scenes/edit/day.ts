import type { Wall } from '../../../shared/scenes.ts'
import { showing, type Grounds, type Showing } from '../../../shared/showing.ts'
import { dayStart, localDay, type Calendar } from '../../../shared/working-days.ts'

const dayMs = 86_400_000

/** From when on a screen shows something; a playlist's turns count as one. */
interface Change {
  at: number
  shows: Showing
}

/** What a screen of a wall shows through the local day of `moment`, under the same grounds all day. */
export function dayOf(
  wall: Wall,
  screen: number,
  grounds: Grounds,
  moment: number,
  calendar: Calendar,
): Change[] {
  const begin = dayStart(localDay(moment, calendar), calendar)
  const clock = (text: string) => {
    const [hours = 0, minutes = 0] = text.split(/[.:]/).map(Number)
    return begin + (hours * 60 + minutes) * 60_000
  }
  const sends = [...(wall.sent ?? []), ...(wall.hold ? [wall.hold] : [])].map(({ until }) =>
    Date.parse(until),
  )
  const edges = [begin, ...(wall.slots ?? []).flatMap(({ from, to }) => [clock(from), clock(to)]), ...sends]
  const inside = [...new Set(edges)].filter((at) => at >= begin && at < begin + dayMs).sort((a, b) => a - b)
  const changes: Change[] = []
  for (const at of inside) {
    const shows = showing(wall, screen, grounds, { now: at, rate: 1 }, calendar)
    const last = changes.at(-1)?.shows
    const same = last?.why === shows.why && (shows.why === 'playlist' || last.scene === shows.scene)
    if (!same) changes.push({ at, shows })
  }
  return changes
}
