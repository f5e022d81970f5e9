import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoded } from '../../server/regions/areas.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { locator } from '../../server/regions/locate.ts'

const kmPerDegree = 110.9
const pack = await loadRegion('19.02')
const locate = locator(pack)
const shrink = Math.cos((pack.centre[1] * Math.PI) / 180)
const borders = decoded(pack.areas, 'village').flatMap(({ properties, geometry }) =>
  geometry.coordinates
    .flat()
    .flatMap((ring) => ring.slice(1).map((to, n) => ({ code: properties.code, from: ring[n]!, to }))),
)
const others = (['neighbours', 'land'] as const).flatMap((layer) => decoded(pack.areas, layer))

function km(lon: number, lat: number, { from, to }: (typeof borders)[number]): number {
  const [x, y] = [(from[0]! - lon) * shrink, from[1]! - lat]
  const [dx, dy] = [(to[0]! - lon) * shrink - x, to[1]! - lat - y]
  const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x + dx * t, y + dy * t) * kmPerDegree
}

test('a point at sea is the village’s whose shore is nearest, as far as 5 km, and of nobody farther out', () => {
  const [west, south, east, north] = pack.bbox
  const share = fc.nat(10_000).map((n) => n / 9_000 - 0.05)
  let [near, far] = [0, 0]
  fc.assert(
    fc.property(share, share, (x, y) => {
      const [lon, lat] = [west + (east - west) * x, south + (north - south) * y]
      const place = locate(lon, lat)
      if (place && !place.offshore) return
      if (others.some((one) => booleanPointInPolygon([lon, lat], one))) return
      const all = borders.map((one) => km(lon, lat, one))
      const least = all.reduce((one, other) => Math.min(one, other), Infinity)
      if (!place) {
        far += 1
        expect(least).toBeGreaterThan(5)
        return
      }
      near += 1
      expect(least).toBeLessThanOrEqual(5)
      // Two that meet at a headland are equally near to a whole sector.
      const nearest = borders.filter((_, n) => all[n]! < least + 1e-9).map(({ code }) => code)
      expect(nearest).toContain(place.village)
    }),
    { numRuns: 1_500, seed: 3 },
  )
  expect(near).toBeGreaterThan(100)
  expect(far).toBeGreaterThan(100)
})
