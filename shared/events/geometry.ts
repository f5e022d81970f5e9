import * as z from 'zod'
import { exact } from './fields.ts'

const limit = 50_000
const longitude = z.number().min(-180).max(180)
const latitude = z.number().min(-90).max(90)
const position = z.union([z.tuple([longitude, latitude]), z.tuple([longitude, latitude, z.number()])], {
  error:
    'a position is [longitude, latitude] in degrees (GeoJSON order), longitude -180 to 180, latitude -90 to 90',
})
const ring = z
  .array(position)
  .min(4, 'a ring has at least 4 positions')
  .max(limit)
  .refine((points) => {
    const [first, last] = [points[0], points.at(-1)]
    return first?.[0] === last?.[0] && first?.[1] === last?.[1]
  }, 'a ring ends where it begins')
const lineOf = z.array(position).min(2).max(limit)
const polygon = z.array(ring).min(1).max(1000)

const simple = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Point'), coordinates: position }),
    z.object({ type: z.literal('MultiPoint'), coordinates: z.array(position).min(1).max(limit) }),
    z.object({ type: z.literal('LineString'), coordinates: lineOf }),
    z.object({ type: z.literal('MultiLineString'), coordinates: z.array(lineOf).min(1).max(1000) }),
    z.object({ type: z.literal('Polygon'), coordinates: polygon }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon).min(1).max(5000) }),
  ],
  {
    error: 'must be a GeoJSON geometry: Point, LineString, Polygon, their Multi forms or GeometryCollection',
  },
)

/** GeoJSON geometry, RFC 7946 (https://www.rfc-editor.org/rfc/rfc7946), WGS 84, [longitude, latitude]. */
export const geometry = z.union([
  simple,
  z.object({ type: z.literal('GeometryCollection'), geometries: z.array(simple).min(1).max(100) }),
])

exact.add(geometry)

export type Geometry = z.infer<typeof geometry>
export type Position = [number, number]

/** A position that stands for the geometry: the point itself, else the middle of its box; [longitude, latitude]. */
export function middle(shape: Geometry): Position {
  if (shape.type === 'Point') return [shape.coordinates[0], shape.coordinates[1]]
  const box = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number]
  const grow = (value: unknown): void => {
    if (!Array.isArray(value)) return
    const [x, y] = value
    if (typeof x !== 'number' || typeof y !== 'number') return value.forEach(grow)
    box[0] = Math.min(box[0], x)
    box[1] = Math.min(box[1], y)
    box[2] = Math.max(box[2], x)
    box[3] = Math.max(box[3], y)
  }
  if (shape.type === 'GeometryCollection') shape.geometries.forEach((part) => grow(part.coordinates))
  else grow(shape.coordinates)
  return [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
}
