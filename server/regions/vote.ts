import Flatbush from 'flatbush'
import type { VillagePoint } from './village-points.ts'

export type Vote = { village: string; district: string; regency: string }

const voters = 30

/** Points with an index, in degrees shrunk by the cosine of their latitude so that distances are right nearby. */
export function indexPoints(points: VillagePoint[]) {
  const south = Math.min(...points.map((point) => point.lat))
  const north = Math.max(...points.map((point) => point.lat))
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180))
  const index = new Flatbush(Math.max(1, points.length))
  for (const point of points) index.add(point.lon * shrink, point.lat, point.lon * shrink, point.lat)
  if (points.length === 0) index.add(0, 0, 0, 0)
  index.finish()
  const distance = (a: VillagePoint, lon: number, lat: number) =>
    Math.hypot((a.lon - lon) * shrink, a.lat - lat)
  const nearest = (lon: number, lat: number, count: number): VillagePoint[] =>
    index.neighbors(lon * shrink, lat, count).flatMap((at) => points[at] ?? [])
  return { nearest, distance }
}

/**
 * Whose land a place is. A plain Voronoi asks the nearest point alone, and one misplaced point bends a border; here the
 * 30 nearest vote for their district, each with (distance / spacing^0.3)^-2.5, and within the district that won the
 * village with the most votes has it. `spacing` is the mean distance from a point to its four nearest: where villages
 * are large, their points reach farther. Votes fade towards the 31st point, so that none comes or goes at once and borders
 * run smoothly.
 */
export function ballot(points: VillagePoint[]): (lon: number, lat: number) => Vote {
  const { nearest, distance } = indexPoints(points)
  const reach = new Map<VillagePoint, number>()
  for (const point of points) {
    const around = nearest(point.lon, point.lat, 5).slice(1)
    const spacing =
      around.reduce((sum, other) => sum + distance(other, point.lon, point.lat), 0) / around.length
    reach.set(point, Math.max(1e-4, spacing || 0.01) ** 0.3)
  }
  return (lon, lat) => {
    const sums = new Map<string, number>()
    const best = new Map<string, { weight: number; village: string }>()
    const around = nearest(lon, lat, voters + 1)
    const last = around.at(-1)
    const edge = around.length > voters && last ? distance(last, lon, lat) : Infinity
    for (const point of around) {
      const district = point.code.slice(0, 8)
      const far = Math.max(1e-7, distance(point, lon, lat))
      const weight = (far / (reach.get(point) ?? 1)) ** -2.5 * (1.0001 - (far / edge) ** 2)
      sums.set(district, (sums.get(district) ?? 0) + weight)
      if (weight > (best.get(district)?.weight ?? 0)) best.set(district, { weight, village: point.code })
    }
    let district = ''
    for (const [code, sum] of sums) if (sum > (sums.get(district) ?? 0)) district = code
    return { village: best.get(district)?.village ?? '', district, regency: district.slice(0, 5) }
  }
}
