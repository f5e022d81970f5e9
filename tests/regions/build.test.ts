import fc from 'fast-check'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { runRegionBuild } from '../../server/regions/build.ts'
import { clipPolygon } from '../../server/regions/coast.ts'
import { publicRegions } from '../../server/regions/codes.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { polygonHolds, ringArea, squareKm } from '../../server/regions/rings.ts'
import { csvRows, degrees } from '../../server/regions/sources.ts'
import { withoutSpeckles } from '../../server/regions/speckles.ts'
import { withoutStrays } from '../../server/regions/strays.ts'
import type { Box } from '../../server/regions/rings.ts'
import { tiling } from '../../server/regions/tiling.ts'
import { timeZoneOf } from '../../server/regions/time-zone.ts'
import { type VillagePoint, villagePoints } from '../../server/regions/village-points.ts'
import { ballot } from '../../server/regions/vote.ts'

const point = (code: string, lon: number, lat: number): VillagePoint => ({ code, lon, lat, elevation: 1 })
const areaOf = (rings: [number, number][][]) => rings.reduce((sum, ring) => sum + ringArea(ring), 0)

test('building a region again gives the pack that is shipped', async () => {
  const outDir = await mkdtemp(`${tmpdir()}/regions-`)
  const lines = await runRegionBuild({ code: '12.75', outDir: `${outDir}/regions` })
  expect(lines[0]).toContain('12.75 Kota Binjai: 5 districts, 37 villages')
  const [built, shipped] = [await loadRegion('12.75', outDir), await loadRegion('12.75')]
  expect({ ...built, built: '' }).toEqual({ ...shipped, built: '' })
  const around = (folder: string) => readFile(`${folder}/12.75/surroundings.topojson`, 'utf8')
  expect(await around(`${outDir}/regions`)).toBe(await around(publicRegions))
})

test('a build of a code that is no regency ends before anything is read', async () => {
  await expect(runRegionBuild({ code: '99.99', outDir: '/nowhere' })).rejects.toThrow('none of the 514')
})

test('tiles of any labels cover the box once, and each place has its own label', () => {
  const sites = fc.array(fc.tuple(fc.nat(99), fc.nat(99)), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(sites, (places) => {
      const box: Box = [0, 0, 1, 1]
      const labelAt = (lon: number, lat: number) => {
        const far = places.map(([x, y]) => Math.hypot(x / 99 - lon, y / 99 - lat))
        return `${far.indexOf(Math.min(...far))}`
      }
      const tiles = tiling(box, 0.02, labelAt)
      const total = [...tiles.values()].flat().reduce((sum, polygon) => sum + areaOf(polygon), 0)
      expect(total).toBeCloseTo(1, 6)
      const counted = [
        [0.21, 0.33],
        [0.77, 0.52],
        [0.491, 0.897],
      ].map(
        ([x = 0, y = 0]) =>
          [...tiles.values()].flat().filter((polygon) => polygonHolds(polygon, x, y)).length,
      )
      expect(counted).toEqual([1, 1, 1])
    }),
    { numRuns: 40, seed: 3 },
  )
})

test('a label within another becomes a hole in it', () => {
  const tiles = tiling([0, 0, 1, 1], 0.02, (x, y) => (Math.hypot(x - 0.5, y - 0.5) < 0.2 ? 'inner' : 'outer'))
  expect(tiles.get('outer')?.[0]).toHaveLength(2)
  expect(areaOf(tiles.get('inner')?.[0] ?? [])).toBeCloseTo(Math.PI * 0.04, 2)
})

test('speckles go to the label around them, but the only patch of a label stays', () => {
  const row = (text: string) => [...text]
  const grid = [
    ...row('aaaaaaaa'),
    ...row('abaaaaca'),
    ...row('aaaaaaaa'),
    ...row('bbbbbbbb'),
    ...row('bbbbbbbb'),
  ]
  const cleaned = withoutSpeckles(grid, 8)
  expect(cleaned[9]).toBe('a')
  expect(cleaned[14]).toBe('c')
  expect(cleaned.filter((label) => label === 'b')).toHaveLength(16)
})

test('land is cut to a box, lakes with it', () => {
  const outline: [number, number][] = [
    [0, 0],
    [4, 0],
    [4, 4],
    [0, 4],
    [0, 0],
  ]
  const lake: [number, number][] = [
    [1, 1],
    [1, 3],
    [3, 3],
    [3, 1],
    [1, 1],
  ]
  const cut = clipPolygon([outline, lake], [0, 0, 2, 2])
  expect(Math.abs(ringArea(cut?.polygon[0] ?? []))).toBeCloseTo(4)
  expect(Math.abs(ringArea(cut?.polygon[1] ?? []))).toBeCloseTo(1)
  expect(clipPolygon([outline], [9, 9, 10, 10])).toBeNull()
  expect(squareKm([outline])).toBeGreaterThan(squareKm([outline, lake]))
})

test('one misplaced point does not take the land around it', () => {
  const grid = Array.from({ length: 100 }, (_, n) =>
    point(
      `10.01.0${n % 10 < 5 ? 1 : 2}.2${String(n).padStart(3, '0')}`,
      (n % 10) / 10,
      Math.floor(n / 10) / 10,
    ),
  )
  const vote = ballot([...grid, point('10.01.02.2999', 0.15, 0.45)])
  expect(vote(0.12, 0.42).district).toBe('10.01.01')
  expect(vote(0.9, 0.5).district).toBe('10.01.02')
})

test('a group of points far away is left out, unless the regency has islands there', () => {
  const own = [0, 1, 2, 3].map((n) => point(`10.01.01.200${n}`, 110 + n / 10, -3))
  const far = [4, 5].map((n) => point(`10.01.01.200${n}`, 119 + n / 10, -3))
  const all = [...own, ...far]
  expect(withoutStrays(all, all, [])).toEqual(own)
  expect(withoutStrays(all, all, [{ regency: '10.01', lon: 119.4, lat: -3.1 }])).toEqual(all)
})

test('points of 2020 find their village of today by code, else by name in the regency of that name', () => {
  const named = (code: string, name: string) => ({ code, name })
  const tables = {
    provinces: [],
    regencies: [named('93.01', 'Kabupaten Merauke'), named('11.01', 'Kabupaten Aceh Selatan')],
    districts: [named('93.01.02', 'Muting'), named('11.01.01', 'Bakongan')],
    villages: [
      named('93.01.02.2001', "Boha's"),
      named('11.01.01.2001', 'Keude'),
      named('11.01.01.2002', 'Baru'),
    ],
  }
  const row = (code: string, city: string, district: string, village: string) => ({
    code,
    city,
    district,
    village,
    longitude: 1,
    latitude: 2,
    elevation: null,
  })
  const found = villagePoints(
    [
      row('91.01.02.2001', 'Kabupaten Merauke', 'Muting', 'Bohas'),
      row('11.01.01.2001', 'Kabupaten Aceh Selatan', 'Bakongan', 'Nama Lain'),
      row('91.09.01.2001', 'Kabupaten Mimika', 'Agimuga', 'Hilang'),
    ],
    tables,
  )
  expect(found.map(({ code }) => code)).toEqual(['11.01.01.2001', '93.01.02.2001'])
})

test.each([
  ['11.01', 'WIB'],
  ['35.10', 'WIB'],
  ['61.01', 'WIB'],
  ['62.01', 'WIB'],
  ['51.01', 'WITA'],
  ['52.02', 'WITA'],
  ['63.01', 'WITA'],
  ['65.01', 'WITA'],
  ['73.10', 'WITA'],
  ['81.01', 'WIT'],
  ['96.03', 'WIT'],
])('%s keeps %s', (code, zone) => {
  expect(timeZoneOf(code).zone).toBe(zone)
})

test('reads quoted CSV cells and degrees, minutes and seconds', () => {
  const rows = csvRows('code,at,name\r\n1,"03°30\'36.00"" S 107°15\'00.00"" E",Pulau\r\n2,,"A, B"\r\n')
  expect(rows).toEqual([
    ['1', '03°30\'36.00" S 107°15\'00.00" E', 'Pulau'],
    ['2', '', 'A, B'],
  ])
  expect(degrees(rows[0]?.[1] ?? '')).toEqual({ lat: expect.closeTo(-3.51), lon: expect.closeTo(107.25) })
  expect(degrees('tidak tahu')).toBeNull()
})
