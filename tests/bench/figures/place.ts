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
  const point = (): [number, number] => [west + random() * (east - west), south + random() * (north - south)]
  const perSecond = (points: [number, number][], find: (at: [number, number]) => unknown): number => {
    const begun = performance.now()
    for (const at of points) find(at)
    return points.length / ((performance.now() - begun) / 1000)
  }
  const points = (count: number) => Array.from({ length: count }, point)
  const scan = (at: [number, number]) => villages.find((village) => booleanPointInPolygon(at, village))
  perSecond(points(50_000), ([lon, lat]) => locate(lon, lat))
  perSecond(points(500), scan)

  const values: number[] = []
  const yardsticks: number[] = []
  for (let repeat = 0; repeat < repeats; repeat++) {
    values.push(perSecond(points(200_000), ([lon, lat]) => locate(lon, lat)))
    yardsticks.push(perSecond(points(2_000), scan))
  }
  const yardstick = 'linear scan with turf'
  return [
    { figure: 'point to desa', unit: 'points/s', yardstick, values, yardsticks, target: { least: 200 } },
  ]
}
