import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoded } from '../../server/regions/areas.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { locator } from '../../server/regions/locate.ts'
import type { RegionPack } from '../../shared/region.ts'

type Point = [lon: number, lat: number]

/** The village that a linear scan with turf finds first, or null; and the one that the locator says has the point. */
function bothWays(pack: RegionPack) {
  const villages = decoded(pack.areas, 'village')
  const locate = locator(pack)
  const scanned = (at: Point) =>
    villages.find((one) => booleanPointInPolygon(at, one))?.properties.code ?? null
  const located = ([lon, lat]: Point) => {
    const place = locate(lon, lat)
    return place && !place.offshore ? place.village : null
  }
  return { villages, scanned, located }
}

const smallest = await loadRegion('12.75')
const largest = await loadRegion('35.10')
const [west, south] = smallest.bbox

/** The smallest pack with other villages: each a list of polygons, each of those an outline and holes. */
function packOf(villages: Point[][][][]): RegionPack {
  const arcs: Point[][] = []
  const geometries = villages.map((polygons, n) => {
    const { code, name } = smallest.villages[n]!
    const numbered = polygons.map((rings) => rings.map((ring) => [arcs.push([...ring, ring[0]!]) - 1]))
    return { type: 'MultiPolygon' as const, arcs: numbered, properties: { code, name } }
  })
  const collection = (list: typeof geometries) => ({
    type: 'GeometryCollection' as const,
    geometries: list,
  })
  const none = collection([])
  const objects = {
    village: collection(geometries),
    district: none,
    regency: none,
    neighbours: none,
    land: none,
  }
  return { ...smallest, areas: { type: 'Topology', objects, arcs } }
}

/** Corners on a coarse grid, so that borders touch, run along each other and meet points exactly. */
const corner = fc.tuple(fc.nat(11), fc.nat(11)).map(([x, y]): Point => [west + x / 128, south + y / 128])
const ring = fc.array(corner, { minLength: 3, maxLength: 7 })
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 })
/** The last one has the first one's shapes once more. */
const villages = fc
  .array(fc.array(polygon, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 })
  .map((list) => [...list, list[0]!])
const asked = fc.oneof(
  corner,
  fc.tuple(fc.nat(88), fc.nat(88)).map(([x, y]): Point => [west + x / 1024, south + y / 1024]),
  fc.tuple(fc.nat(90_000), fc.nat(90_000)).map(([x, y]): Point => [west + x / 1e6, south + y / 1e6]),
)

test('finds what a linear scan with turf finds: holes, islands, overlaps, points on borders and at corners', () => {
  let inside = 0
  fc.assert(
    fc.property(villages, fc.array(asked, { minLength: 150, maxLength: 150 }), (shapes, points) => {
      const { scanned, located } = bothWays(packOf(shapes))
      for (const point of points) {
        const found = scanned(point)
        if (found) inside += 1
        if (located(point) !== found) expect([point, located(point)]).toEqual([point, found])
      }
    }),
    { numRuns: 60, seed: 11 },
  )
  expect(inside).toBeGreaterThan(2_000)
})

test.each([
  ['smallest', smallest],
  ['largest', largest],
])(
  'in the %s pack too: anywhere, at the corners of villages, on their borders and a hair beside',
  (_, pack) => {
    const { villages: all, scanned, located } = bothWays(pack)
    const [left, low, right, high] = pack.bbox
    const points: Point[] = []
    for (let n = 0; n < 2_000; n++)
      points.push([
        left + (right - left) * ((n * 0.6180339887) % 1),
        low + (high - low) * ((n * 0.7548776662) % 1),
      ])
    const rings = all.flatMap(({ geometry }) => geometry.coordinates.flat())
    rings.forEach((one, at) => {
      for (let n = at % 5; n + 1 < one.length; n += 11) {
        const [[x = 0, y = 0], [toX = 0, toY = 0]] = [one[n]!, one[n + 1]!]
        for (const part of [0, 0.5, 0.37]) {
          const [lon, lat] = [x + (toX - x) * part, y + (toY - y) * part]
          points.push([lon, lat], [lon + 1e-13, lat], [lon, lat - 1e-9])
        }
      }
    })
    const wrong = points.filter((point) => located(point) !== scanned(point))
    expect(wrong).toEqual([])
    expect(points.length).toBeGreaterThan(3_000)
  },
)
