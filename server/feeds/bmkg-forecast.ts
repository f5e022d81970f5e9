import * as z from 'zod'
import type { Feed, Reader, Told } from './feed.ts'
import { parseJson } from './json.ts'
import { Unreadable } from './feed.ts'
import { position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { digest, oneLine, told } from './statement.ts'
import { utc } from './time.ts'

const address = 'https://api.bmkg.go.id/publik/prakiraan-cuaca'
const stepMs = 3 * 3_600_000
/** Steps of three days: a later one takes the place of the one 72 hours before it, so that they never pile up. */
const slots = 24

const number = z.number().nullish()
/** https://data.bmkg.go.id/prakiraan-cuaca/ : a village's next three days in steps of three hours; `vs` may be null. */
const step = z.object({
  utc_datetime: z.string(),
  t: number,
  tp: number,
  weather: number,
  weather_desc: z.string().nullish(),
  wd: z.string().nullish(),
  ws: number,
  hu: number,
  analysis_date: z.string().nullish(),
})
const body = z.object({
  data: z
    .array(
      z.object({
        lokasi: z.object({
          adm4: z.string(),
          kecamatan: z.string(),
          kotkab: z.string(),
          lon: z.number(),
          lat: z.number(),
        }),
        cuaca: z.array(z.array(z.unknown())),
      }),
    )
    .min(1),
})
const missing = z.object({ statusCode: z.literal(404) })

/** One event per step: what is forecast for its time, at the village's place. */
function parse(text: string): ReturnType<Reader['parse']> {
  const value = parseJson(text)
  if (missing.safeParse(value).success)
    return {
      events: [],
      refused: [{ reason: 'BMKG knows no forecast for this code', raw: text.slice(0, 500) }],
    }
  const read = body.safeParse(value)
  if (!read.success) throw new Unreadable('no data[0] with lokasi and cuaca')
  const [first] = read.data.data
  return readRows(first?.cuaca.flat() ?? [], (row) => {
    if (!first) throw new Unreadable('no data')
    const { adm4, kecamatan, kotkab, lat, lon } = first.lokasi
    const { utc_datetime, t, tp, weather, weather_desc, wd, ws, hu, analysis_date } = checked(step, row)
    const time = utc(utc_datetime, 'UTC')
    const data = {
      kind: 'forecast',
      geometry: { type: 'Point', coordinates: position(lat, lon) },
      ...(typeof t === 'number' && { value: t, unit: '°C' }),
      title: oneLine(`${kecamatan}, ${kotkab}`),
      details: told({
        weather: weather ?? undefined,
        words: oneLine(weather_desc),
        rainMm: tp ?? undefined,
        humidity: hu ?? undefined,
        windKmh: ws ?? undefined,
        windFrom: wd ?? undefined,
      }),
    }
    const subject = `prakiraan/${adm4}/${Math.floor(Date.parse(time) / stepMs) % slots}`
    const id = `${adm4}/${time}:${digest([analysis_date, data])}`
    return { id, type: 'observation.made', subject, time, region: adm4, data } satisfies Told
  })
}

export const bmkgForecast: Reader = { format: 'bmkg-prakiraan', source: 'https://api.bmkg.go.id', parse }

const analysis = /"analysis_date"\s*:\s*"([^"]{1,40})"/

/**
 * The forecast of one village for each district. One is asked each hour; the others when it names another analysis, twice
 * a day, so that BMKG's 60 requests a minute are nowhere near.
 */
export function forecastFeed([first, ...others]: readonly string[]): Feed[] {
  if (first === undefined) return []
  const url = (code: string, of = '') =>
    `${address}?adm4=${code}${of && `&analisis=${encodeURIComponent(of)}`}`
  const more = (text: string) => {
    const of = analysis.exec(text)?.[1]
    return of === undefined ? [] : others.map((code) => url(code, of))
  }
  return [
    {
      name: 'bmkg-prakiraan',
      title: 'Prakiraan cuaca',
      owner: 'BMKG',
      credit: 'Sumber: BMKG (Badan Meteorologi, Klimatologi, dan Geofisika)',
      source: bmkgForecast.source,
      everySeconds: 3_600,
      lateAfterSeconds: 14_400,
      url: url(first),
      reader: { ...bmkgForecast, more },
      detail: bmkgForecast,
    },
  ]
}
