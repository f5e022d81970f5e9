import type { MultiPolygon } from 'geojson'
import { boxOf, polygonHolds, ringArea, type Polygon, type Position } from './rings.ts'

const rounded = ([lon, lat]: Position): Position => [Number(lon.toFixed(5)), Number(lat.toFixed(5))]

/** The polygons of a shape, largest first. */
function parts(shape: MultiPolygon): Polygon[] {
  const polygons = shape.coordinates.map((polygon) =>
    polygon.map((ring) => ring.map(([lon = 0, lat = 0]): Position => [lon, lat])),
  )
  return polygons.sort((a, b) => Math.abs(ringArea(b[0] ?? [])) - Math.abs(ringArea(a[0] ?? [])))
}

function fromBorder(polygon: Polygon, [lon, lat]: Position): number {
  let least = Infinity
  for (const ring of polygon)
    for (const [n, a] of ring.entries()) {
      const b = ring[n + 1]
      if (!b) continue
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
      const t = Math.max(0, Math.min(1, ((lon - a[0]) * dx + (lat - a[1]) * dy) / (dx * dx + dy * dy || 1)))
      least = Math.min(least, Math.hypot(a[0] + dx * t - lon, a[1] + dy * t - lat))
    }
  return least
}

/** Of 24 × 24 places over the largest part, the one farthest from its border: there a name has most room. */
export function labelOf(shape: MultiPolygon | undefined): Position | null {
  const [largest] = shape ? parts(shape) : []
  if (!largest?.[0]) return null
  const [west, south, east, north] = boxOf(largest[0])
  let best: { at: Position; room: number } = { at: largest[0][0] ?? [0, 0], room: -1 }
  for (let i = 1; i < 24; i++)
    for (let j = 1; j < 24; j++) {
      const at: Position = [west + ((east - west) * i) / 24, south + ((north - south) * j) / 24]
      if (!polygonHolds(largest, ...at)) continue
      const room = fromBorder(largest, at)
      if (room > best.room) best = { at, room }
    }
  return rounded(best.at)
}

/** Middle of the box of a whole shape, islands included: where a map begins. */
export function centreOf(shape: MultiPolygon): Position {
  const [west, south, east, north] = boxOf(parts(shape).flatMap((polygon) => polygon[0] ?? []))
  return rounded([(west + east) / 2, (south + north) / 2])
}
