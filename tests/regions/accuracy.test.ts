import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadRegion } from '../../server/regions/load.ts'
import { locator } from '../../server/regions/locate.ts'
import { boxOf, polygonHolds } from '../../server/regions/rings.ts'

const folder = join(import.meta.dirname, '../../../shared/data/boundaries')
const there = existsSync(folder)

/** Per cent of points that a plain Voronoi of the village points puts into the right district. */
const plain = [
  ['52.02', 'lombok-tengah', 83],
  ['35.10', 'banyuwangi', 85],
  ['16.02', 'oki', 83],
  ['19.02', 'belitung', 88],
  ['12.75', 'binjai', 80],
] as const

const pair = z
  .tuple([z.number(), z.number()], z.number())
  .transform(([lon, lat]): [number, number] => [lon, lat])
const polygon = z.array(z.array(pair))
const districts = z.object({
  features: z.array(
    z.object({
      properties: z.object({ kode: z.string() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
      ]),
    }),
  ),
})

/** Mulberry32, so that every run asks the same points. */
function seeded(seed: number): () => number {
  let at = seed
  return () => {
    at = (at + 0x6d2b79f5) | 0
    let mixed = Math.imul(at ^ (at >>> 15), 1 | at)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const title = there
  ? 'against official districts'
  : 'against official districts (skipped: ../shared/data/boundaries is not there)'

describe.skipIf(!there)(title, () => {
  test.each(plain)(
    '%s %s: more points in the right district than a plain Voronoi puts there',
    async (code, name, least) => {
      const text = await readFile(join(folder, `${name}-kecamatan.geojson`), 'utf8')
      const areas = districts.parse(JSON.parse(text)).features.flatMap(({ properties, geometry }) => {
        const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
        return polygons.map((one) => ({ code: properties.kode, polygon: one, box: boxOf(one.flat()) }))
      })
      const [west, south, east, north] = boxOf(areas.flatMap((area) => area.polygon.flat()))
      const locate = locator(await loadRegion(code))
      const random = seeded(20_260_101)
      let [asked, right] = [0, 0]
      while (asked < 5000) {
        const [lon, lat] = [west + (east - west) * random(), south + (north - south) * random()]
        const area = areas.find(
          ({ box, polygon: one }) =>
            lon >= box[0] && lon <= box[2] && lat >= box[1] && lat <= box[3] && polygonHolds(one, lon, lat),
        )
        if (!area) continue
        asked += 1
        if (locate(lon, lat)?.district === area.code) right += 1
      }
      const share = (right / asked) * 100
      console.log(
        `${code} ${name}: ${share.toFixed(1)} % of points in the right district (plain Voronoi ${least} %)`,
      )
      expect(share).toBeGreaterThan(least)
    },
  )
})
