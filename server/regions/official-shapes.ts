import { z } from 'zod'
import { boxOf, meets, ringArea, type Box, type Polygon, type Position } from './rings.ts'

const place = z.tuple([z.number(), z.number()], z.number())
const ring = z.array(place).min(4)
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
])

type Shaped = { polygons: Polygon[]; warning?: string } | { reason: string }

const center = (box: Box): Position => [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
const holds = (box: Box, [lon, lat]: Position) => meets(box, [lon, lat, lon, lat])

/**
 * Reads a feature's areas in degrees, lon before lat (RFC 7946). Where they lie in the region only with the two
 * exchanged they are mended, with a warning; where they lie elsewhere, or are metres of a projection, they are refused.
 */
export function shapeOf(value: unknown, region: Box): Shaped {
  const read = geometry.safeParse(value)
  if (!read.success)
    return { reason: 'no area: a Polygon or MultiPolygon with rings of four or more positions' }
  const { data } = read
  const all = data.type === 'Polygon' ? [data.coordinates] : data.coordinates
  const polygons = all.map((polygon) => polygon.map((one) => one.map(([x, y]): Position => [x, y])))
  const box = boxOf(polygons.flat(2))
  if (Math.max(...box.map(Math.abs)) > 180)
    return { reason: 'coordinates are not degrees: WGS 84 lon, lat is needed' }
  const open = polygons
    .flat()
    .some((one) => one[0]?.[0] !== one.at(-1)?.[0] || one[0]?.[1] !== one.at(-1)?.[1])
  if (open) return { reason: 'a ring is not closed' }
  if (polygons.some(([outline]) => !outline || ringArea(outline) === 0))
    return { reason: 'a ring encloses nothing' }
  if (holds(region, center(box))) return { polygons }
  const [x, y] = center(box)
  if (!holds(region, [y, x]))
    return { reason: `lies at ${x.toFixed(3)}, ${y.toFixed(3)}, outside the region` }
  const swapped = polygons.map((polygon) =>
    polygon.map((one) => one.map(([lat, lon]): Position => [lon, lat])),
  )
  return { polygons: swapped, warning: 'latitude and longitude were exchanged: mended' }
}
