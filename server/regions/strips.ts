import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Polygon } from 'geojson'

/** The edges of a polygon (x, y, to x, to y) by strips of latitude: only those near a point's latitude are looked at. */
export interface Strips {
  polygon: Polygon
  west: number
  south: number
  east: number
  north: number
  perLat: number
  /** The edges of strip n stand from `from[n]` on, as far as `from[n + 1]`. */
  from: Int32Array
  edges: Float64Array
}

/** So many edges to a strip, about: most edges are short and lie in one. */
const edgesPerStrip = 4
/** Of the products' size: the sign of a nearer difference may be rounding (Shewchuk's bound is 3.4e-16). */
const doubt = 4e-16

/** An edge stands in every strip that it touches. */
export function inStrips(polygon: Polygon): Strips {
  const edges: number[] = []
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const ring of polygon.coordinates)
    for (let n = 0; n + 1 < ring.length; n++) {
      const [[x = 0, y = 0], [toX = 0, toY = 0]] = [ring[n]!, ring[n + 1]!]
      edges.push(x, y, toX, toY)
      west = Math.min(west, x)
      south = Math.min(south, y)
      east = Math.max(east, x)
      north = Math.max(north, y)
    }
  const count = Math.max(1, Math.ceil(edges.length / 4 / edgesPerStrip))
  const perLat = north > south ? count / (north - south) : 0
  const strip = (lat: number) => Math.min(count - 1, Math.floor((lat - south) * perLat))
  /** Goes through the edges and the strips that each touches. */
  const each = (take: (edge: number, strip: number) => void) => {
    for (let n = 0; n < edges.length; n += 4) {
      const [y, toY] = [edges[n + 1]!, edges[n + 3]!]
      for (let at = strip(Math.min(y, toY)), last = strip(Math.max(y, toY)); at <= last; at++) take(n, at)
    }
  }
  const from = new Int32Array(count + 1)
  each((_, at) => (from[at + 1]! += 4))
  for (let at = 0; at < count; at++) from[at + 1]! += from[at]!
  const next = from.slice()
  const sorted = new Float64Array(from[count]!)
  each((edge, at) => {
    for (let n = 0; n < 4; n++) sorted[next[at]!++] = edges[edge + n]!
  })
  return { polygon, west, south, east, north, perLat, from, edges: sorted }
}

/** Whether a point lies in the polygon or on its border: what turf says of it, for it is asked where rounding could tell. */
export function holds(area: Strips, lon: number, lat: number): boolean {
  if (!(lat >= area.south && lat <= area.north && lon >= area.west && lon <= area.east)) return false
  const { from, edges } = area
  const strip = Math.min(from.length - 2, ((lat - area.south) * area.perLat) | 0)
  let inside = false
  for (let n = from[strip]!, end = from[strip + 1]!; n < end; n += 4) {
    const y = edges[n + 1]! - lat
    const toY = edges[n + 3]! - lat
    if (y > 0 ? toY > 0 : y < 0 && toY < 0) continue
    const left = (edges[n + 2]! - lon) * y
    const right = (edges[n]! - lon) * toY
    const turn = left - right
    if (Math.abs(turn) <= doubt * (Math.abs(left) + Math.abs(right)))
      return booleanPointInPolygon([lon, lat], area.polygon)
    if (turn > 0 ? toY > 0 && y <= 0 : toY <= 0 && y > 0) inside = !inside
  }
  return inside
}
