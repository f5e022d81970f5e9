import * as z from 'zod'
import { geometry, middle, type Geometry } from '../../shared/events/geometry.ts'
import { text } from './open-contracting.ts'
import type { Remark } from './rows.ts'

export const locations = z
  .array(
    z.object({
      description: text,
      geometry: z.unknown().optional(),
      address: z.object({ countryName: text, country: text }).nullish(),
    }),
  )
  .nullish()
type Location = NonNullable<z.infer<typeof locations>>[number]

/** west, south, east, north of the countries that publishers here name; the standard's own example lies in the UK. */
const countries: [name: RegExp, box: [number, number, number, number]][] = [
  [/^(indonesia|id|idn)$/i, [94.9, -11.1, 141.1, 6.1]],
  [/^(uk|gb|gbr|united kingdom)$/i, [-8.7, 49.8, 1.8, 60.9]],
]
const indonesia = countries[0]![1]

const within = ([x, y]: [number, number], [west, south, east, north]: [number, number, number, number]) =>
  x >= west && x <= east && y >= south && y <= north

/** The shape with longitude and latitude exchanged. */
function swapped(shape: unknown): unknown {
  if (Array.isArray(shape)) {
    const [x, y, ...rest]: unknown[] = shape
    return typeof x === 'number' && typeof y === 'number' ? [y, x, ...rest] : shape.map(swapped)
  }
  if (typeof shape !== 'object' || shape === null) return shape
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, swapped(value)]))
}

function shapeOf({ geometry: given, address }: Location, remark: Remark): Geometry | undefined {
  if (given === undefined || given === null) return undefined
  const country = address?.countryName ?? address?.country ?? ''
  const box = countries.find(([name]) => name.test(country))?.[1] ?? indonesia
  const [straight, turned] = [geometry.safeParse(given), geometry.safeParse(swapped(given))]
  if (straight.success && within(middle(straight.data), box)) return straight.data
  if (turned.success && within(middle(turned.data), box)) {
    remark(
      'locations: latitude stood before longitude; exchanged, as that lies in the country it names',
      given,
    )
    return turned.data
  }
  if (!straight.success) remark('locations: the shape cannot be read', given)
  return straight.data
}

/** Where a project lies: its first shape, or all its points. GeoJSON wants longitude first; many write latitude first. */
export function locationOf(list: z.infer<typeof locations>, remark: Remark): Geometry | undefined {
  const shapes = (list ?? []).flatMap((one) => shapeOf(one, remark) ?? [])
  const points = shapes.flatMap((one) => (one.type === 'Point' ? [one.coordinates] : []))
  if (points.length > 1 && points.length === shapes.length) return { type: 'MultiPoint', coordinates: points }
  return shapes[0]
}
