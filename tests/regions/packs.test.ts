import { mkdir, mkdtemp, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decoded } from '../../server/regions/areas.ts'
import { publicRegions, regencies } from '../../server/regions/codes.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { boxOf, squareKm } from '../../server/regions/rings.ts'
import { savePack } from '../../server/regions/save.ts'
import { surroundingsBox } from '../../server/regions/surroundings.ts'
import { Surroundings, type RegionPack } from '../../shared/region.ts'

const shipped = ['52.02', '35.10', '16.02', '19.02', '12.75']
const sources = ['geografis', 'idn-area-data', '@geo-maps', 'polyclip-ts']

function km2(pack: RegionPack, layer: keyof RegionPack['areas']['objects']): number {
  const polygons = decoded(pack.areas, layer).flatMap((one) => one.geometry.coordinates)
  const pairs = polygons.map((polygon) =>
    polygon.map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lon, lat])),
  )
  return pairs.reduce((sum, polygon) => sum + squareKm(polygon), 0)
}

describe.each(shipped)('the shipped pack %s', (code) => {
  test('lists every district and village under its code, each district with a label inside the box', async () => {
    const pack = await loadRegion(code)
    const [west, south, east, north] = pack.bbox
    const districts = new Set(pack.districts.map((district) => district.code))
    expect(pack.villages.every((village) => districts.has(village.district))).toBe(true)
    expect(new Set(pack.villages.map((village) => village.code)).size).toBe(pack.villages.length)
    for (const { label } of pack.districts) {
      expect(label?.[0]).toBeGreaterThan(west)
      expect(label?.[0]).toBeLessThan(east)
      expect(label?.[1]).toBeGreaterThan(south)
      expect(label?.[1]).toBeLessThan(north)
    }
  })

  test('tiles the regency with districts and villages, without gaps or overlaps', async () => {
    const pack = await loadRegion(code)
    const whole = km2(pack, 'regency')
    expect(km2(pack, 'district') / whole).toBeCloseTo(1, 2)
    expect(km2(pack, 'village') / whole).toBeCloseTo(1, 2)
    expect(decoded(pack.areas, 'district')).toHaveLength(pack.districts.length)
    expect((whole + km2(pack, 'neighbours')) / km2(pack, 'land')).toBeCloseTo(1, 2)
    const outline = decoded(pack.areas, 'regency').flatMap((one) => one.geometry.coordinates.flat(2))
    expect(boxOf(outline.map(([lon = 0, lat = 0]) => [lon, lat]))[0]).toBeCloseTo(pack.bbox[0], 4)
  })

  test('has no slivers: every ring of a district encloses land that can be seen', async () => {
    const rings = decoded((await loadRegion(code)).areas, 'district').flatMap((one) =>
      one.geometry.coordinates.flat(),
    )
    const small = rings.filter((ring) => squareKm([ring.map(([lon = 0, lat = 0]) => [lon, lat])]) < 0.003)
    expect(small).toEqual([])
  })

  test('stays within 100 kB of areas and 50 kB of names', async () => {
    const size = async (file: string) => (await stat(join(publicRegions, code, file))).size
    expect(await size('areas.topojson')).toBeLessThan(100_000)
    expect(await size('region.json')).toBeLessThan(50_000)
  })

  test('is surrounded by land and regencies as wide as a wall shows, in a small file', async () => {
    const text = await readFile(join(publicRegions, code, 'surroundings.topojson'), 'utf8')
    expect(text.length).toBeLessThan(25_000)
    const around = Surroundings.parse(JSON.parse(text))
    const { bbox } = await loadRegion(code)
    const [west, south, east, north] = surroundingsBox(bbox)
    expect(Math.min(bbox[0] - west, bbox[1] - south, east - bbox[2], north - bbox[3])).toBeGreaterThan(0.499)
    expect((east - west) / (north - south)).toBeGreaterThan(2.399)
    const drawn = around.bbox ?? [0, 0, 0, 0]
    const within = [drawn[0] - west, drawn[1] - south, east - drawn[2], north - drawn[3]]
    expect(Math.min(...within)).toBeGreaterThan(-1e-6)
    const names = around.objects.neighbours.geometries.map(({ properties }) => properties.name)
    expect(names.length).toBeGreaterThan(6)
    expect(names.every((name) => /^(Kabupaten|Kota) ./.test(name))).toBe(true)
  })

  test('says that its boundaries are approximate and whom they come from', async () => {
    const { boundaries } = await loadRegion(code)
    expect(boundaries.status).toBe('perkiraan')
    expect(boundaries.attribution).toContain('OpenStreetMap')
    expect(boundaries.attribution).toContain('ODbL')
  })
})

test('the folder of regions carries its own licence and the country in less than 60 kB', async () => {
  expect(await readFile(join(publicRegions, 'LICENSE.md'), 'utf8')).toContain('Open Database License')
  const outline = await readFile(join(publicRegions, 'indonesia.topojson'), 'utf8')
  expect(outline.length).toBeLessThan(60_000)
  expect(JSON.parse(outline)).toMatchObject({ type: 'Topology', objects: { land: { type: 'MultiPolygon' } } })
})

test('knows the 514 regencies', async () => {
  const all = await regencies()
  expect(all).toHaveLength(514)
  expect(all.find((one) => one.code === '16.02')).toEqual({
    code: '16.02',
    name: 'Ogan Komering Ilir',
    kind: 'Kabupaten',
    province: { code: '16', name: 'Sumatera Selatan' },
  })
})

test('a regency without a pack is named with the command that builds one', async () => {
  await expect(loadRegion('35.78')).rejects.toThrow(
    'no region pack for 35.78 Kota Surabaya: npm run -s ruang -- region build 35.78',
  )
})

test.each([
  ['52.20', '52.02 Kabupaten Lombok Tengah'],
  ['5202', '52.02 Kabupaten Lombok Tengah'],
  ['banyuwangi', '35.10 Kabupaten Banyuwangi'],
])('the unknown code %s is answered with %s among the near ones', async (code, near) => {
  await expect(loadRegion(code)).rejects.toThrow(new RegExp(`none of the 514 regencies.*${near}`))
})

test('a path is no code', async () => {
  await expect(loadRegion('../52.02')).rejects.toThrow('none of the 514')
})

test('a pack in the data folder goes before the shipped one', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'regions-'))
  const pack = await loadRegion('12.75')
  await savePack({ ...pack, built: '2001-01-01' }, join(dataDir, 'regions'))
  expect((await loadRegion('12.75', dataDir)).built).toBe('2001-01-01')
  expect((await loadRegion('12.75')).built).not.toBe('2001-01-01')
})

test('a pack that is replaced is the old one or the new one, wherever that is cut off, and keeps its surroundings', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'regions-'))
  const [regions, folder] = [join(dataDir, 'regions'), join(dataDir, 'regions', '12.75')]
  const pack = await loadRegion('12.75')
  const named = (built: string) => ({ ...pack, built })
  const shippedAround = await readFile(join(publicRegions, '12.75', 'surroundings.topojson'), 'utf8')
  const surroundings = Surroundings.parse(JSON.parse(shippedAround))
  await savePack({ ...named('2001-01-01'), surroundings }, regions)
  const around = await readFile(join(folder, 'surroundings.topojson'), 'utf8')
  const standing = async () => (await loadRegion('12.75', dataDir)).built

  // Cut off while the new one was laid down, then between the two steps.
  await mkdir(`${folder}.part`)
  await writeFile(join(`${folder}.part`, 'areas.topojson'), '{"type":"Topo')
  expect(await standing()).toBe('2001-01-01')
  await rename(folder, `${folder}.before`)
  expect(await standing()).toBe('2001-01-01')

  await savePack(named('2002-02-02'), regions)
  expect(await standing()).toBe('2002-02-02')
  expect(await readFile(join(folder, 'surroundings.topojson'), 'utf8')).toBe(around)
  expect(await readdir(regions)).toEqual(['12.75'])
})

test('loading and locating reach none of the build-time sources', async () => {
  const seen = new Set<string>()
  const walk = async (file: string): Promise<string[]> => {
    if (seen.has(file)) return []
    seen.add(file)
    const text = await readFile(file, 'utf8')
    const imports = [...text.matchAll(/^import (?!type).*?from '([^']+)'/gms)].map((found) => found[1] ?? '')
    const local = imports.filter((name) => name.startsWith('.')).map((name) => join(dirname(file), name))
    return [...imports, ...(await Promise.all(local.map(walk))).flat()]
  }
  const folder = join(import.meta.dirname, '../../server/regions')
  const reached = [...(await walk(join(folder, 'load.ts'))), ...(await walk(join(folder, 'locate.ts')))]
  expect(reached).toContain('topojson-client')
  expect(reached.filter((name) => sources.some((source) => name.startsWith(source)))).toEqual([])
  expect(reached.filter((name) => /topojson-(server|simplify)|sources\.ts/.test(name))).toEqual([])
})
