import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { z } from 'zod'
import { boxOf, meets, type Box, type Polygon, type Position } from './rings.ts'

const packages = createRequire(import.meta.url)

/** A file of a package that only a build needs. Says which one is missing where it was left out. */
async function packaged(name: string, path: string): Promise<string> {
  try {
    const at = packages.resolve(`${name}/package.json`).replace(/package\.json$/, path)
    return await readFile(at, 'utf8')
  } catch {
    throw new Error(`building a region needs the package ${name}: run npm ci with development dependencies`)
  }
}

/** Splits CSV lines with RFC 4180 quotes, without the header line. */
export function csvRows(text: string): string[][] {
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((cell) =>
      cell[1] === undefined ? (cell[2] ?? '') : cell[1].replaceAll('""', '"'),
    )
  return text.trim().split(/\r?\n/).slice(1).map(cells)
}

type Named = { code: string; name: string }
export type IslandPoint = { regency: string; lon: number; lat: number }

const named = (rows: string[][], nameAt: number): Named[] =>
  rows.map((row) => ({ code: row[0] ?? '', name: row[nameAt] ?? '' }))

/** Codes and names of 2025: https://www.npmjs.com/package/idn-area-data (ODbL). */
export async function codeTables() {
  const table = async (file: string, nameAt: number) =>
    named(csvRows(await packaged('idn-area-data', `data/${file}.csv`)), nameAt)
  const [provinces, regencies, districts, villages] = await Promise.all([
    table('provinces', 1),
    table('regencies', 2),
    table('districts', 2),
    table('villages', 2),
  ])
  return { provinces, regencies, districts, villages }
}
export type CodeTables = Awaited<ReturnType<typeof codeTables>>

/** Reads 03°19'03.44" N 097°07'41.73" E; null when it is anything else. */
export function degrees(text: string): { lon: number; lat: number } | null {
  const found = text.match(/(\d+)°(\d+)'([\d.]+)"\s*([NSU])\s+(\d+)°(\d+)'([\d.]+)"\s*([EWT])/)
  if (!found) return null
  const part = (from: number) =>
    Number(found[from]) + Number(found[from + 1]) / 60 + Number(found[from + 2]) / 3600
  return { lat: part(1) * (found[4] === 'S' ? -1 : 1), lon: part(5) * (found[8] === 'W' ? -1 : 1) }
}

/** The register of islands, with the regency each belongs to: idn-area-data again. */
export async function islandPoints(): Promise<IslandPoint[]> {
  const rows = csvRows(await packaged('idn-area-data', 'data/islands.csv'))
  return rows.flatMap((row) => {
    const at = degrees(row[2] ?? '')
    return at && row[1] ? [{ regency: row[1], ...at }] : []
  })
}

const pointRow = z.object({
  code: z.string(),
  city: z.string(),
  district: z.string(),
  village: z.string(),
  longitude: z.coerce.number(),
  latitude: z.coerce.number(),
  elevation: z.number().nullish(),
})
export type PointRow = z.infer<typeof pointRow>

/** Village points with the codes of 2020: https://www.npmjs.com/package/geografis (MIT). */
export async function pointRows(): Promise<PointRow[]> {
  return z.array(pointRow).parse(JSON.parse(await packaged('geografis', 'data/json/data.json')))
}

/** Indonesia with what lies around it: the rest of the world is not kept. */
const around: Box = [90, -16, 146, 12]

const isPosition = (at: unknown): at is Position =>
  Array.isArray(at) && at.length === 2 && typeof at[0] === 'number' && typeof at[1] === 'number'
const isPolygon = (rings: unknown): rings is Polygon =>
  Array.isArray(rings) && rings.every((ring) => Array.isArray(ring) && ring.every(isPosition))

/**
 * Land polygons around Indonesia, 250 m: https://www.npmjs.com/package/@geo-maps/earth-lands-250m (ODbL). Of the one multipolygon
 * of the world, 80 MB, each is read alone: all of them at once keep the collector busy for seconds.
 */
export async function landPolygons(): Promise<Polygon[]> {
  const text = await packaged('@geo-maps/earth-lands-250m', 'map.geo.json')
  const pieces = text.slice(text.indexOf('[[[[') + 4, text.lastIndexOf(']]]]')).split(']]],[[[')
  return pieces.flatMap((piece) => {
    const polygon: unknown = JSON.parse(`[[[${piece}]]]`)
    if (!isPolygon(polygon)) throw new Error('@geo-maps/earth-lands-250m is not written as it was')
    return meets(around, boxOf(polygon[0] ?? [])) ? [polygon] : []
  })
}
