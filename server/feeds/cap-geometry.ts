import { Refused } from './feed.ts'
import { decimal, position } from './numbers.ts'
import { quote } from './time.ts'

type Ring = [number, number][]
export type Shape =
  { type: 'Point'; coordinates: [number, number] } | { type: 'Polygon'; coordinates: Ring[] }

const kmPerDegree = 111.195
const cornersOfCircle = 48

/** 'lat,lon lat,lon …' as in CAP, or 'lat lon lat lon …' as in GeoRSS; in GeoJSON order. */
function positions(text: string): Ring {
  const parts = text.trim().split(/\s+/)
  if (parts[0]?.includes(',')) {
    return parts.map((part) => {
      const [latitude, longitude, ...rest] = part.split(',')
      if (latitude && longitude && rest.length === 0) return position(latitude, longitude)
      throw new Refused(`polygon: ${quote(part)} is not latitude,longitude`)
    })
  }
  if (parts.length % 2 === 1) throw new Refused(`polygon: ${parts.length} figures are no pairs`)
  return parts.flatMap((latitude, index) =>
    index % 2 === 0 ? [position(latitude, parts[index + 1] ?? '')] : [],
  )
}

const same = (a: [number, number] | undefined, b: [number, number] | undefined) =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]

/** A CAP polygon, closed where it was left open; refused when it has fewer than three corners. */
export function polygon(text: string): Shape {
  const ring = positions(text)
  const first = ring[0]
  if (first && !same(first, ring.at(-1))) ring.push(first)
  const corners = new Set(ring.map(String)).size
  if (corners < 3) throw new Refused(`polygon: ${corners} corners make no area`)
  return { type: 'Polygon', coordinates: [ring] }
}

/** A CAP circle 'lat,lon radius' in km; radius 0 is a point. Cut at the poles and at 180°, where a ring cannot go on. */
export function circle(text: string): Shape {
  const [centre = '', radius = '0', ...rest] = text.trim().split(/\s+/)
  const [latitude, longitude, ...more] = centre.split(',')
  if (!latitude || !longitude || rest.length + more.length > 0)
    throw new Refused(`circle: ${quote(text)} is not latitude,longitude radius`)
  const [x, y] = position(latitude, longitude)
  const km = decimal(radius, 'circle')
  if (km < 0 || km > 5000) throw new Refused(`circle: a radius of ${km} km`)
  if (km === 0) return { type: 'Point', coordinates: [x, y] }
  const reach = km / kmPerDegree
  const across = reach / Math.max(0.01, Math.cos((y * Math.PI) / 180))
  const bound = (value: number, limit: number) =>
    Math.min(limit, Math.max(-limit, Math.round(value * 1e5) / 1e5))
  const ring: Ring = Array.from({ length: cornersOfCircle }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / cornersOfCircle
    return [bound(x + across * Math.cos(angle), 180), bound(y + reach * Math.sin(angle), 90)]
  })
  ring.push(ring[0] ?? [x, y])
  return { type: 'Polygon', coordinates: [ring] }
}

/** One geometry of several shapes: polygons as a MultiPolygon, points beside them in a collection. */
export function together(shapes: Shape[]): object | undefined {
  if (shapes.length <= 1) return shapes[0]
  const rings = shapes.flatMap((shape) => (shape.type === 'Polygon' ? [shape.coordinates] : []))
  const points = shapes.flatMap((shape) => (shape.type === 'Point' ? [shape.coordinates] : []))
  const area =
    rings.length === 1
      ? { type: 'Polygon', coordinates: rings[0] }
      : { type: 'MultiPolygon', coordinates: rings }
  const spots =
    points.length === 1
      ? { type: 'Point', coordinates: points[0] }
      : { type: 'MultiPoint', coordinates: points }
  if (points.length === 0) return area
  if (rings.length === 0) return spots
  return { type: 'GeometryCollection', geometries: [area, spots] }
}
