import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decoded } from '../../server/regions/areas.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { locator } from '../../server/regions/locate.ts'
import { boxOf, polygonHolds } from '../../server/regions/rings.ts'

const pack = await loadRegion('19.02')
const locate = locator(pack)
const pairs = (polygon: number[][][]) =>
  polygon.map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lon, lat]))
const villages = decoded(pack.areas, 'village').map(({ properties, geometry }) => ({
  code: properties.code,
  polygons: geometry.coordinates.map(pairs),
}))
const share = fc.nat(1000).map((n) => n / 1000)

test('any point inside a village polygon is found in that village', () => {
  let inside = 0
  fc.assert(
    fc.property(fc.nat(villages.length - 1), fc.nat(), share, share, (n, part, x, y) => {
      const { code, polygons } = villages[n] ?? { code: '', polygons: [] }
      const polygon = polygons[part % polygons.length] ?? []
      const [west, south, east, north] = boxOf(polygon.flat())
      const [lon, lat] = [west + (east - west) * x, south + (north - south) * y]
      if (!polygonHolds(polygon, lon, lat)) return
      inside += 1
      expect(locate(lon, lat)).toMatchObject({ village: code, district: code.slice(0, 8), offshore: false })
    }),
    { numRuns: 2000, seed: 7 },
  )
  expect(inside).toBeGreaterThan(500)
})

test('answers every pair of numbers, and what it names is in the pack', () => {
  const codes = new Set(pack.villages.map((village) => village.code))
  fc.assert(
    fc.property(fc.double(), fc.double(), share, share, (lon, lat, x, y) => {
      const [west, south, east, north] = pack.bbox
      for (const place of [
        locate(lon, lat),
        locate(west - 1 + (east - west + 2) * x, south - 1 + (north - south + 2) * y),
      ])
        if (place) expect(place.village === null || codes.has(place.village)).toBe(true)
    }),
    { seed: 7 },
  )
  expect(locate(Number.NaN, 0)).toBeNull()
})

describe('around Tanjungpandan', () => {
  test('a point in town is on land, with the names of its village and district', () => {
    const place = locate(107.64, -2.74)
    expect(place).toMatchObject({ district: '19.02.01', districtName: 'Tanjungpandan', offshore: false })
    expect(place?.name).toBe(pack.villages.find((village) => village.code === place?.village)?.name)
  })

  test('a point off the beach of Terong is taken to it and marked off shore, up to 5 km', () => {
    expect(locate(107.65, -2.62)).toMatchObject({ district: '19.02.04', offshore: false })
    expect(locate(107.61, -2.62)).toMatchObject({ district: '19.02.04', offshore: true })
    expect(locate(107.58, -2.62)).toBeNull()
  })

  test('a point 20 km out at sea is outside', () => {
    expect(locate(107.9, -3.6)).toBeNull()
  })

  test('a point in the neighbouring regency is outside, however near the border', () => {
    const neighbours = decoded(pack.areas, 'neighbours').flatMap((one) => one.geometry.coordinates.map(pairs))
    const [west, south, east, north] = boxOf(neighbours.flat(2))
    let asked = 0
    for (let n = 0; n < 3000; n++) {
      const [lon, lat] = [west + ((east - west) * (n % 61)) / 61, south + ((north - south) * (n % 67)) / 67]
      if (!neighbours.some((polygon) => polygonHolds(polygon, lon, lat))) continue
      asked += 1
      expect(locate(lon, lat)).toBeNull()
    }
    expect(asked).toBeGreaterThan(100)
  })
})

test('without village areas the nearest village point of the district is taken', () => {
  const bare = {
    ...pack,
    areas: {
      ...pack.areas,
      objects: { ...pack.areas.objects, village: { type: 'GeometryCollection' as const, geometries: [] } },
    },
  }
  const point = pack.villages.find((village) => village.code === '19.02.02.2001')?.point ?? [0, 0]
  const there = locate(...point)
  expect(locator(bare)(...point)).toMatchObject({ village: '19.02.02.2001', district: there?.district })
})

test('keeps up with a burst: fewer than 100 microseconds of the processor a point', () => {
  const [west, south, east, north] = pack.bbox
  const began = process.cpuUsage()
  for (let n = 0; n < 5000; n++)
    locate(west + ((east - west) * (n % 71)) / 71, south + ((north - south) * (n % 73)) / 73)
  expect(process.cpuUsage(began).user / 5000).toBeLessThan(100)
})
