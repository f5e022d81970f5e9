import type { Geometry, Position } from 'geojson'
import { kmBetween } from '../../shared/duplicates.ts'

/** How finely a shape is searched in each direction. */
const steps = 24
/** So many times as far as half of the villages are from their middle is far. */
const farFrom = 3

/** The position of a coarse grid that lies deepest within a shape: where its name can be written. */
export function labelPoint(shape: Geometry): Position | undefined {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : []
  if (shape.type === 'MultiPolygon') polygons.push(...shape.coordinates)
  let best: Position | undefined
  let deepest = 0
  for (const polygon of polygons) {
    const [outer = []] = polygon
    const xs = outer.map(([x = 0]) => x)
    const ys = outer.map(([, y = 0]) => y)
    const [west, east] = [Math.min(...xs), Math.max(...xs)]
    const [south, north] = [Math.min(...ys), Math.max(...ys)]
    for (let cell = 0; cell < steps * steps; cell++) {
      const x = west + ((east - west) * ((cell % steps) + 0.5)) / steps
      const y = south + ((north - south) * (Math.floor(cell / steps) + 0.5)) / steps
      const depth = depthOf(x, y, polygon)
      if (depth <= deepest) continue
      deepest = depth
      best = [x, y]
    }
  }
  return best
}

/** The square of the distance to the nearest edge; 0 outside. */
function depthOf(x: number, y: number, polygon: Position[][]): number {
  let inside = false
  let nearest = Infinity
  for (const ring of polygon) {
    for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
      const [ax = 0, ay = 0] = ring[at] ?? []
      const [bx = 0, by = 0] = ring[before] ?? []
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      const [dx, dy] = [bx - ax, by - ay]
      const along = dx || dy ? ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy) : 0
      const part = Math.min(1, Math.max(0, along))
      nearest = Math.min(nearest, (x - ax - part * dx) ** 2 + (y - ay - part * dy) ** 2)
    }
  }
  return inside ? nearest : 0
}

type Point = [lon: number, lat: number]
const median = (values: number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/**
 * Where a district's name stands: as its pack says, but where that is far from its villages (areas that were made of village
 * points can have their widest part in an empty forest) at the village in their middle. Degrees, longitude first.
 */
export function districtLabel(given: Point, villages: readonly Point[]): Point {
  const middle: Point = [median(villages.map(([lon]) => lon)), median(villages.map(([, lat]) => lat))]
  const [nearest] = villages.toSorted((a, b) => kmBetween(a, middle) - kmBetween(b, middle))
  if (!nearest) return given
  const spread = median(villages.map((one) => kmBetween(one, nearest)))
  return kmBetween(given, nearest) > farFrom * spread ? nearest : given
}
