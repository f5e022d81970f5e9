import { middle } from '../../shared/events/geometry.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { magnitudeOf, notableQuakes } from '../earthquakes.ts'
import type { News } from './camera.ts'

const strong = 5

/** Where everything severe is by its id and level: open incidents from Siaga on, and a strong earthquake within `degrees`. */
function severe(
  situation: Situation,
  now: number,
  centre: readonly [number, number],
  degrees: number,
): Map<string, [number, number]> {
  const found = new Map<string, [number, number]>()
  for (const level of [2, 3] as const) {
    for (const id of situation.index.incidentsByLevel[level]) {
      const incident = situation.incident.get(id)
      if (incident) found.set(`${id} ${level}`, middle(incident.geometry))
    }
  }
  const { newest } = notableQuakes(situation, now, centre, degrees)
  if (newest && (magnitudeOf(newest) ?? 0) >= strong) found.set(newest.id, middle(newest.geometry))
  return found
}

/** Follows what is severe: what was there when it began is not news, what came or grew worse since is. */
export function newsSince(centre: readonly [number, number], degrees: number) {
  let known: Map<string, News> | undefined
  let seq = -1
  return (situation: Situation, now: number, clock: number): News[] => {
    if (situation.seq !== seq) {
      const before = known
      const next = new Map<string, News>()
      for (const [id, [lon, lat]] of severe(situation, now, centre, degrees)) {
        next.set(id, before?.get(id) ?? { lon, lat, since: before ? clock : -Infinity })
      }
      known = next
      seq = situation.seq
    }
    return [...(known?.values() ?? [])]
  }
}
