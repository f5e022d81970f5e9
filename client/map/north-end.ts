import type { Position } from 'geojson'
import type { Geometry } from '../../shared/events/geometry.ts'
import type { Box } from './view.ts'

/** The northern end of what of a shape lies within the view: the middle of its northernmost edge there; none outside. */
export function northEnd(shape: Geometry, box: Box): Position | undefined {
  const found = lines(shape).flatMap(({ line, closed }) => clipped(line, closed, box))
  if (found.length === 0) return undefined
  const top = Math.max(...found.map(([, lat = 0]) => lat))
  const tops = found.filter(([, lat = 0]) => top - lat < 1e-9).map(([lon = 0]) => lon)
  return [(Math.min(...tops) + Math.max(...tops)) / 2, top]
}

function lines(shape: Geometry): { line: Position[]; closed: boolean }[] {
  switch (shape.type) {
    case 'Point':
      return [{ line: [shape.coordinates], closed: false }]
    case 'MultiPoint':
      return shape.coordinates.map((point) => ({ line: [point], closed: false }))
    case 'LineString':
      return [{ line: shape.coordinates, closed: false }]
    case 'MultiLineString':
      return shape.coordinates.map((line) => ({ line, closed: false }))
    case 'Polygon':
      return shape.coordinates.slice(0, 1).map((line) => ({ line, closed: true }))
    case 'MultiPolygon':
      return shape.coordinates.flatMap(([line]) => (line ? [{ line, closed: true }] : []))
    case 'GeometryCollection':
      return shape.geometries.flatMap((part) => lines(part))
  }
}

/** What of a ring or line lies within a box, edge by edge (Sutherland and Hodgman, 1974). */
function clipped(line: Position[], closed: boolean, box: Box): Position[] {
  let points = line
  for (const [axis, limit, sign] of [
    [0, box[0], 1],
    [0, box[2], -1],
    [1, box[1], 1],
    [1, box[3], -1],
  ] as const) {
    const inside = (point: Position) => ((point[axis] ?? 0) - limit) * sign >= 0
    const cut = (from: Position, to: Position): Position => {
      const share = (limit - (from[axis] ?? 0)) / ((to[axis] ?? 0) - (from[axis] ?? 0))
      const between = (at: 0 | 1) => (from[at] ?? 0) + share * ((to[at] ?? 0) - (from[at] ?? 0))
      return axis === 0 ? [limit, between(1)] : [between(0), limit]
    }
    points = points.flatMap((point, at) => {
      const before = at > 0 ? points[at - 1] : closed ? points.at(-1) : undefined
      const crossing = before && inside(before) !== inside(point) ? [cut(before, point)] : []
      return inside(point) ? [...crossing, point] : crossing
    })
  }
  return points
}
