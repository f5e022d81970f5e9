import type { RegionPack } from '../../shared/region.ts'
import { decoded } from './areas.ts'
import { holds, inStrips, type Strips } from './strips.ts'

export const layers = ['village', 'district', 'neighbours', 'land'] as const
export const [village, district, neighbours, land] = [0, 1, 2, 3] as const

/** Every polygon of a pack, layer after layer, and every step of their borders: from (x, y) to (x, y), degrees. */
export interface Borders {
  codes: string[]
  /** The first polygon of each layer, and the end of the last one. */
  firstOf: number[]
  steps: Float64Array
  /** The polygon of each step. */
  polygonOf: Int32Array
  /** A degree of longitude in degrees of latitude. */
  shrink: number
  /** Whether a polygon holds a point, its border included. */
  holds: (polygon: number, lon: number, lat: number) => boolean
}

export function bordersOf({ areas, centre }: Pick<RegionPack, 'areas' | 'centre'>): Borders {
  const codes: string[] = []
  const polygons: number[][][][] = []
  const firstOf = [0]
  for (const layer of layers) {
    for (const { properties, geometry } of decoded(areas, layer))
      for (const polygon of geometry.coordinates) {
        codes.push(properties.code)
        polygons.push(polygon)
      }
    firstOf.push(codes.length)
  }
  const count = polygons.flat().reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0)
  const steps = new Float64Array(4 * count)
  const polygonOf = new Int32Array(count)
  let at = 0
  polygons.forEach((polygon, number) => {
    for (const ring of polygon)
      for (let n = 0; n + 1 < ring.length; n++) {
        const [[x = 0, y = 0], [toX = 0, toY = 0]] = [ring[n]!, ring[n + 1]!]
        polygonOf[at] = number
        steps[4 * at] = x
        steps[4 * at + 1] = y
        steps[4 * at + 2] = toX
        steps[4 * at + 3] = toY
        at++
      }
  })
  /** Made when a point is first asked about. */
  const striped: (Strips | undefined)[] = polygons.map(() => undefined)
  return {
    ...{ codes, firstOf, steps, polygonOf, shrink: Math.cos((centre[1] * Math.PI) / 180) },
    holds: (polygon, lon, lat) => {
      const area = (striped[polygon] ??= inStrips({ type: 'Polygon', coordinates: polygons[polygon]! }))
      return holds(area, lon, lat)
    },
  }
}
