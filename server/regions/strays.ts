import type { IslandPoint } from './sources.ts'
import type { VillagePoint } from './village-points.ts'
import { indexPoints } from './vote.ts'

/** Degrees: groups of a regency's points farther apart than this are looked at. */
const apart = 1
/** Degrees from an island of the regency within which a group is believed. */
const believed = 0.3

/** Groups of points, each within `apart` of another of its group; the largest first. */
function groups(points: VillagePoint[]): VillagePoint[][] {
  const left = new Set(points)
  const found: VillagePoint[][] = []
  for (const point of points) {
    if (!left.delete(point)) continue
    const group = [point]
    for (const { lon, lat } of group)
      for (const other of left)
        if (Math.hypot(other.lon - lon, other.lat - lat) < apart) {
          left.delete(other)
          group.push(other)
        }
    found.push(group)
  }
  return found.sort((a, b) => b.length - a.length)
}

/**
 * Leaves out the points that are misplaced: groups far from the bulk of their regency where the register knows no island
 * of it, and single points 20 km and more from the next of their own among those of others.
 */
export function withoutStrays(
  points: VillagePoint[],
  all: VillagePoint[],
  islands: IslandPoint[],
): VillagePoint[] {
  const near = indexPoints(all)
  const byRegency = Map.groupBy(points, (point) => point.code.slice(0, 5))
  return [...byRegency].flatMap(([regency, own]) => {
    const isles = islands.filter((island) => island.regency === regency)
    const isIsle = ({ lon, lat }: VillagePoint) =>
      isles.some((isle) => Math.hypot(isle.lon - lon, isle.lat - lat) < believed)
    const [bulk = [], ...rest] = groups(own)
    const kept = [...bulk, ...rest.filter((group) => group.some(isIsle)).flat()]
    const mates = indexPoints(kept)
    return kept.filter((point) => {
      const around = near.nearest(point.lon, point.lat, 31)
      if (around.some((other) => other !== point && other.code.startsWith(regency))) return true
      const mate = mates.nearest(point.lon, point.lat, 2).find((other) => other !== point)
      return !mate || mates.distance(mate, point.lon, point.lat) < 0.2 || isIsle(point)
    })
  })
}
