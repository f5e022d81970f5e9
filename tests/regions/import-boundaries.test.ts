import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { decoded } from '../../server/regions/areas.ts'
import { importBoundaries, runImportBoundaries } from '../../server/regions/import-boundaries.ts'
import { loadRegion } from '../../server/regions/load.ts'
import { locator } from '../../server/regions/locate.ts'
import { feature, file, north, pack, south, step, strip, strips, west } from './strips.ts'

const swap = (coordinates: number[][][]) =>
  coordinates.map((ring) => ring.map(([lon = 0, lat = 0]) => [lat, lon]))

describe('all districts of a regency', () => {
  const {
    pack: official,
    accepted,
    refused,
    warnings,
  } = importBoundaries(pack, file(...strips), 'Bagian Hukum')

  test('make the pack official, with the source that was given', () => {
    expect(accepted).toEqual(pack.districts.map(({ code }) => code))
    expect([refused, warnings]).toEqual([[], []])
    expect(official.boundaries).toEqual({ status: 'resmi', attribution: 'Bagian Hukum' })
  })

  test('decide where a point lies from then on', () => {
    const locate = locator(official)
    for (const [n, { code }] of pack.districts.entries())
      expect(locate(west + (n + 0.5) * step, (south + north) / 2)?.district).toBe(code)
  })

  test('leave no approximate village areas inside them', () => {
    expect(decoded(official.areas, 'village')).toEqual([])
    expect(decoded(official.areas, 'regency')).toHaveLength(1)
    expect(decoded(official.areas, 'neighbours')).toHaveLength(decoded(pack.areas, 'neighbours').length)
  })
})

test('land that official areas leave out is outside, but for half a kilometre at the border', () => {
  const narrow = pack.districts.map(({ code, name }, n) => feature({ code, name }, strip(n, step / 3)))
  const locate = locator(importBoundaries(pack, file(...narrow)).pack)
  const [lon, lat] = pack.centre
  const edge = west + (Math.floor((lon - west) / step) + 1 / 3) * step
  expect(locate(edge - 0.001, lat)?.offshore).toBe(false)
  expect(locate(edge + 0.002, lat)?.offshore).toBe(true)
  expect(locate(edge + step / 3, lat)).toBeNull()
})

test('a part of the districts leaves the pack approximate and says which are still so', () => {
  const { pack: mixed, warnings } = importBoundaries(pack, file(...strips.slice(1)))
  const [first] = pack.districts
  expect(mixed.boundaries.status).toBe('perkiraan')
  expect(warnings).toEqual([`still approximate: ${first?.code} ${first?.name}`])
  const kept = decoded(mixed.areas, 'village').map((one) => one.properties.code.slice(0, 8))
  expect(new Set(kept)).toEqual(new Set([first?.code]))
})

test('villages make up their district where two in three have come', () => {
  const [district] = pack.districts
  const villages = pack.villages.filter((village) => village.district === district?.code)
  const features = villages.map(({ code, name }, n) => {
    const cells = strip(0).map((ring) =>
      ring.map(([lon = 0, lat = 0]) => [
        west + (lon - west) / villages.length + (n * step) / villages.length,
        lat,
      ]),
    )
    return feature({ KDEPUM: code, NAMOBJ: name }, cells)
  })
  const { pack: mixed, accepted } = importBoundaries(pack, file(...features))
  expect(accepted).toHaveLength(villages.length)
  const found = locator(mixed)(west + step / villages.length / 2, (south + north) / 2)
  expect(found).toMatchObject({ village: villages[0]?.code, district: district?.code })
  const few = importBoundaries(pack, file(...features.slice(0, 2)))
  expect(few.warnings.join()).toContain(`${district?.code} ${district?.name}`)
})

test('exchanged latitude and longitude are noticed and mended, with a warning', () => {
  const [first] = strips
  const {
    accepted,
    warnings,
    pack: mended,
  } = importBoundaries(pack, file({ ...first, geometry: { type: 'Polygon', coordinates: swap(strip(0)) } }))
  expect(accepted).toEqual([pack.districts[0]?.code])
  expect(warnings[0]).toContain('latitude and longitude were exchanged')
  expect(locator(mended)(west + step / 2, (south + north) / 2)?.district).toBe(pack.districts[0]?.code)
})

const [first] = pack.districts
const { code = '', name = '' } = first ?? {}

test('two features of one code are joined, with a warning', () => {
  const parts = [feature({ code, name }, strip(0)), feature({ code, name }, strip(1))]
  const { accepted, warnings, pack: joined } = importBoundaries(pack, file(...parts))
  expect(accepted).toEqual([code])
  expect(warnings).toContain(`${code} comes more than once: joined`)
  expect(locator(joined)(west + step * 1.5, (south + north) / 2)?.district).toBe(code)
})

test('the command writes into the data folder, but not on a dry run', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'regions-'))
  const path = join(dataDir, 'batas.geojson')
  await writeFile(path, file(...strips))
  const args = { code: '12.75', file: path, dataDir }
  expect((await runImportBoundaries({ ...args, dryRun: true })).lines[0]).toBe(
    '5 areas accepted, 0 refused: resmi',
  )
  expect((await loadRegion('12.75', dataDir)).boundaries.status).toBe('perkiraan')
  await runImportBoundaries(args)
  expect((await loadRegion('12.75', dataDir)).boundaries.status).toBe('resmi')
})
