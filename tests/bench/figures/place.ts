import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import { decoded } from '../../../server/regions/areas.ts'
import { loadRegion } from '../../../server/regions/load.ts'
import { locator } from '../../../server/regions/locate.ts'
import type { Figure } from '../figure.ts'
import { numbers } from '../mix.ts'

const region = '52.02'

/** How fast the village of a point is found. */
export async function place(repeats: number): Promise<Figure[]> {
  const pack = await loadRegion(region)
  const locate = locator(pack)
  const villages = decoded(pack.areas, 'village')
  const random = numbers(7)
  const [west, south, east, north] = pack.bbox
  /** Points anywhere in the regency's box, lon and lat by turns, so that reading them costs neither side much. */
  const points = (count: number) =>
    Float64Array.from({ length: 2 * count }, (_, n) =>
      n % 2 === 0 ? west + random() * (east - west) : south + random() * (north - south),
    )
  const located = (at: Float64Array) => {
    for (let n = 0; n < at.length; n += 2) locate(at[n]!, at[n + 1]!)
  }
  const scanned = (at: Float64Array) => {
    for (let n = 0; n < at.length; n += 2) {
      const point = [at[n]!, at[n + 1]!]
      villages.find((village) => booleanPointInPolygon(point, village))
    }
  }
  const perSecond = (at: Float64Array, find: (at: Float64Array) => void): number => {
    const begun = performance.now()
    find(at)
    return at.length / 2 / ((performance.now() - begun) / 1000)
  }
  perSecond(points(500_000), located)
  perSecond(points(2_000), scanned)

  const values: number[] = []
  const yardsticks: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    values.push(perSecond(points(1_000_000), located))
    yardsticks.push(perSecond(points(4_000), scanned))
  }
  const yardstick = 'linear scan with turf'
  return [
    { figure: 'point to desa', unit: 'points/s', yardstick, values, yardsticks, target: { least: 200 } },
  ]
}
