import * as z from 'zod'
import { Refused, Unreadable, type Feed, type Reader, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { position } from './numbers.ts'
import { quakeTold } from './quake.ts'
import { checked, readRows, type Remark } from './rows.ts'
import { told } from './statement.ts'
import { quote, utc } from './time.ts'
import { parseXml } from './xml.ts'

/** JSON and XML of BMKG hold texts, proxies turn some into numbers; empty and '-' mean that nothing was said. */
const field = z.preprocess(
  (value) => (value === null || value === '' || value === '-' ? undefined : value),
  z
    .union([z.string(), z.number()])
    .transform((value) => String(value).trim())
    .optional(),
)

/** https://data.bmkg.go.id/gempabumi/ : DateTime is UTC, Tanggal and Jam WIB; Coordinates are 'latitude,longitude', Kedalaman '10 km'. */
const quake = z.object({
  Tanggal: field,
  Jam: field,
  DateTime: field,
  Coordinates: field,
  point: z.object({ coordinates: field }).optional(),
  Lintang: field,
  Bujur: field,
  Magnitude: field,
  Kedalaman: field,
  Wilayah: field,
  Potensi: field,
  Dirasakan: field,
  Shakemap: field,
})
type Quake = z.infer<typeof quake>

export const bmkgSource = 'https://data.bmkg.go.id/gempabumi'
export const bmkg = {
  owner: 'BMKG',
  credit: 'Sumber: BMKG (Badan Meteorologi, Klimatologi, dan Geofisika)',
}

/** DateTime; where it lacks its zone, Tanggal and Jam, which name theirs. */
function time(row: Quake): string {
  const clock = row.Tanggal && row.Jam ? `${row.Tanggal} ${row.Jam}` : undefined
  const ways = [row.DateTime, clock].filter((way) => way !== undefined)
  for (const way of ways) {
    try {
      return utc(way)
    } catch (error) {
      if (way === ways.at(-1)) throw error
    }
  }
  throw new Refused('DateTime is missing, and so are Tanggal and Jam')
}

/** Coordinates and the figures with letters must agree within rounding; one of them is enough. */
function place(row: Quake): [number, number] {
  const { Lintang, Bujur } = row
  const pair = (row.Coordinates ?? row.point?.coordinates)?.split(',')
  const [first, second] = pair?.length === 2 ? pair : []
  const ways = [
    first && second ? () => position(first, second) : undefined,
    Lintang && Bujur ? () => position(Lintang, Bujur) : undefined,
  ].filter((way) => way !== undefined)
  const failures: Refused[] = []
  const found = ways.flatMap((way) => {
    try {
      return [way()]
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      failures.push(error)
      return []
    }
  })
  const [given, lettered = given] = found
  if (!given || !lettered) throw failures[0] ?? new Refused('Coordinates are missing or not two figures')
  const apart = (a: number, b: number) => Math.abs(a - b) > 0.06
  if (!apart(given[0], lettered[0]) && !apart(given[1], lettered[1])) return given
  // The older XML writes longitude first: the letters tell which is which.
  if (!apart(given[0], lettered[1]) && !apart(given[1], lettered[0])) return lettered
  throw new Refused(`Coordinates ${quote(String(pair))} contradict ${quote(`${Lintang}, ${Bujur}`)}`)
}

const unnamed = 'no Infogempa.gempa in the body'

/**
 * `Infogempa.gempa` is an object in autogempa and a list elsewhere; proxies give the list bare, or under `data`. A list
 * without a row says that there was no earthquake only where it is named `gempa`: else the format may have changed.
 */
function rowsOf(body: unknown, named = false): unknown[] {
  if (Array.isArray(body)) {
    if (body.length === 0 && !named) throw new Unreadable(unnamed)
    return body
  }
  if (!isRecord(body)) throw new Unreadable(unnamed)
  if ('DateTime' in body || 'Tanggal' in body) return [body]
  if (Array.isArray(body['gempa'])) return rowsOf(body['gempa'], true)
  const inner = [body['Infogempa'], body['gempa'], body['data'], body['result']].find(
    (part) => typeof part === 'object' && part !== null,
  )
  if (inner === undefined) throw new Unreadable(unnamed)
  return rowsOf(inner)
}

function read(row: unknown, remark: Remark): Told {
  const words = checked(quake, row)
  return quakeTold(
    {
      time: time(words),
      place: place(words),
      magnitude: words.Magnitude,
      depth: words.Kedalaman,
      where: words.Wilayah,
      potential: words.Potensi,
      felt: words.Dirasakan,
      more: told({ shakemap: words.Shakemap }),
    },
    remark,
  )
}

const reader = (format: string): Reader => ({
  format,
  source: bmkgSource,
  parse: (body) => readRows(rowsOf(/^\s*\uFEFF?\s*</.test(body) ? parseXml(body) : parseJson(body)), read),
})

const feed = (name: string, title: string, file: string): Feed => ({
  name,
  title,
  ...bmkg,
  source: bmkgSource,
  everySeconds: 60,
  lateAfterSeconds: 300,
  url: `https://data.bmkg.go.id/DataMKG/TEWS/${file}.json`,
  reader: reader(name),
})

export const bmkgQuakes: Feed[] = [
  feed('bmkg-autogempa', 'Gempa terbaru', 'autogempa'),
  feed('bmkg-gempaterkini', 'Gempa M 5,0 ke atas', 'gempaterkini'),
  feed('bmkg-gempadirasakan', 'Gempa dirasakan', 'gempadirasakan'),
]
export const bmkgQuakesXml = reader('bmkg-autogempa-xml')
