import * as z from 'zod'
import { Refused, type Reader, type Told } from './feed.ts'
import { parseJson } from './json.ts'
import { featuresOf, pointFeature } from './point-feature.ts'
import { checked, readRows } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'

/** https://earthquake.usgs.gov/earthquakes/feed/v1.0/geojson.php : times in ms UTC, the third coordinate is the depth in km. */
const feature = pointFeature.extend({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  properties: z.object({
    mag: z.number().nullish(),
    place: z.string().nullish(),
    time: z.int().min(-8.64e15).max(8.64e15),
    felt: z.number().nullish(),
    mmi: z.number().nullish(),
    alert: z.string().nullish(),
    status: z.string().nullish(),
    magType: z.string().nullish(),
    ids: z.string().nullish(),
    net: z.string().nullish(),
    type: z.string().nullish(),
    title: z.string().nullish(),
    url: z.string().nullish(),
  }),
})

/** PAGER's estimate of the losses: https://earthquake.usgs.gov/data/pager/background.php */
const levels: Record<string, number> = { green: 0, yellow: 1, orange: 2, red: 3 }

/** A quarry blast is not an earthquake: the kind is their word for what happened, as one word of ours. */
function kindOf(type: string | null | undefined): string {
  const word = (type ?? 'earthquake').toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const kind = word.replace(/^[^a-z]+|-+$/g, '').slice(0, 40)
  if (kind.length < 2) throw new Refused(`type: ${JSON.stringify(type)} is no kind of event`)
  return kind
}

function read(row: unknown): Told {
  const { id, geometry, properties } = checked(feature, row)
  const { mag, place, felt, mmi, alert, status, magType } = properties
  const magnitude = mag ?? undefined
  const data = told({
    kind: kindOf(properties.type),
    geometry: { type: 'Point', coordinates: geometry.at() },
    value: magnitude,
    unit: magnitude === undefined ? undefined : 'M',
    level: levels[alert ?? ''],
    title: oneLine(properties.title) ?? oneLine(place) ?? `M ${magnitude ?? '?'}`,
    // Their `tsunami` flag only says "large and under the sea": it is no statement about a tsunami and is left out.
    details: told({
      magnitude,
      magnitudeType: magType ?? undefined,
      depthKm: geometry.third,
      place: oneLine(place),
      feltReports: felt ?? undefined,
      mmi: mmi ?? undefined,
      status: status ?? undefined,
      net: properties.net ?? undefined,
      // An earthquake's id changes with the preferred network; these are all it has had.
      ids: properties.ids?.split(',').filter(Boolean),
      url: properties.url ?? undefined,
    }),
  })
  const time = new Date(properties.time).toISOString()
  const subject = name(id)
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

const reader = (format: string): Reader => ({
  format,
  source: 'https://earthquake.usgs.gov',
  parse: (body) => readRows(featuresOf(parseJson(body)), read),
})

export const usgs = reader('usgs-geojson')
export const usgsDetail = reader('usgs-detail-geojson')
