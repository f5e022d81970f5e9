import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { looksLike } from './json.ts'
import { decimal, position } from './numbers.ts'
import { attempt, readRows, type Remark } from './rows.ts'
import { digest, told } from './statement.ts'
import { quote, utc } from './time.ts'

/**
 * https://firms.modaps.eosdis.nasa.gov/api/area/ : CSV of hotspots, UTC. MODIS has `brightness` and a confidence of 0 to 100,
 * VIIRS `bright_ti4` and l, n or h; acq_time is '02:55' in files, '0255' or '255' in the API. No field holds a comma.
 */
const needed = ['latitude', 'longitude', 'acq_date', 'acq_time']

const cells = (line: string): string[] =>
  line.split(',').map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  )

/** '02:55', '0255', '255' and '5' (five past midnight) as hh:mm. */
function clock(text: string): string {
  const digits = text.replace(':', '')
  if (!/^\d{1,4}$/.test(digits)) throw new Refused(`acq_time: ${quote(text)} is not a time`)
  const padded = digits.padStart(4, '0')
  return `${padded.slice(0, 2)}:${padded.slice(2)}`
}

/** The classes of FIRMS's own FAQ: MODIS under 30 low, from 80 on high. */
function confidenceClass(given: string | undefined): 'low' | 'nominal' | 'high' | undefined {
  const word = { l: 'low', n: 'nominal', h: 'high' } as const
  const letter = given?.slice(0, 1).toLowerCase()
  if (letter === 'l' || letter === 'n' || letter === 'h') return word[letter]
  const value = Number(given || NaN)
  if (!(value >= 0 && value <= 100)) return undefined
  if (value < 30) return 'low'
  return value < 80 ? 'nominal' : 'high'
}

const words = { low: 'rendah', nominal: 'sedang', high: 'tinggi' }
const satellites: Record<string, string> = {
  N: 'Suomi NPP',
  N20: 'NOAA-20',
  1: 'NOAA-20',
  N21: 'NOAA-21',
  2: 'NOAA-21',
  A: 'Aqua',
  T: 'Terra',
}

function hotspot(header: string[], line: string, remark: Remark): Told {
  const values = cells(line)
  if (values.length !== header.length)
    throw new Refused(`${values.length} fields where the header names ${header.length}`)
  const row = new Map(header.map((column, index) => [column, values[index] ?? '']))
  const field = (column: string) => row.get(column) || undefined
  const figure = (column: string) => {
    const text = field(column)
    return text === undefined ? undefined : attempt(() => decimal(text, column), remark, line)
  }
  const at = position(field('latitude') ?? '', field('longitude') ?? '')
  const time = utc(`${field('acq_date')} ${clock(field('acq_time') ?? '')}`, 'UTC')
  const frp = figure('frp')
  const confidence = field('confidence')
  const grade = confidenceClass(confidence)
  const satellite = field('satellite')
  const seen = satellites[satellite ?? ''] ?? satellite
  const data = told({
    kind: 'hotspot',
    geometry: { type: 'Point', coordinates: at },
    value: frp,
    unit: frp === undefined ? undefined : 'MW',
    title: `Titik panas${seen ? ` ${seen.slice(0, 60)}` : ''}${grade ? `, keyakinan ${words[grade]}` : ''}`,
    details: told({
      confidence,
      confidenceClass: grade,
      frp,
      brightness: figure('brightness') ?? figure('bright_ti4'),
      satellite: seen,
      instrument: field('instrument'),
      scanKm: figure('scan'),
      trackKm: figure('track'),
      daynight: field('daynight'),
      version: field('version'),
    }),
  })
  const subject = `firms:${satellite?.slice(0, 60) ?? '-'}:${time.slice(0, 16)}Z:${at[1]},${at[0]}`
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

export const firms: Reader = {
  format: 'firms-csv',
  source: 'https://firms.modaps.eosdis.nasa.gov',
  parse: (body) => {
    const [first = '', ...lines] = body.replace(/^\uFEFF/, '').split(/\r?\n/)
    const header = cells(first).map((column) => column.toLowerCase())
    const missing = needed.filter((column) => !header.includes(column))
    // A wrong map key is answered with a sentence, with status 200.
    if (missing.length > 0) {
      const instead = looksLike(first) === 'no such format' ? quote(first) : looksLike(body)
      throw new Unreadable(`no FIRMS CSV: the header lacks ${missing.join(', ')}; it is ${instead}`)
    }
    const rows = lines.filter((line) => line.trim() !== '')
    return readRows(rows, (line, remark) => hotspot(header, String(line), remark))
  },
}
