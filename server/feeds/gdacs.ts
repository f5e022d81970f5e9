import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord, parseJson } from './json.ts'
import { decimal, position } from './numbers.ts'
import { featuresOf, pointFeature } from './point-feature.ts'
import { attempt, checked, readRows, type Remark } from './rows.ts'
import { digest, oneLine, told } from './statement.ts'
import { utc } from './time.ts'
import { list, maybeText, parseXml, text, textOf } from './xml.ts'

/** https://www.gdacs.org/feed_reference.aspx : a kind by eventtype; what GDACS adds later keeps its own letters. */
const kinds: Record<string, string> = {
  EQ: 'earthquake',
  TC: 'tropical-cyclone',
  FL: 'flood',
  VO: 'volcano',
  DR: 'drought',
  WF: 'wildfire',
  TS: 'tsunami',
}

/** GDACS grades the need for international help: Green needs none, and may still be bad for one regency. */
const levels: Record<string, number> = { green: 0, orange: 2, red: 3 }

const figure = z.preprocess(
  (value) =>
    isRecord(value) ? { text: textOf(value), unit: value['@unit'], value: value['@value'] } : { text: value },
  z.object({
    text: maybeText,
    unit: z.string().optional(),
    value: z.union([z.string(), z.number()]).optional(),
  }),
)

const item = z.object({
  title: maybeText,
  eventtype: text,
  eventid: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), text),
  episodeid: z.preprocess((value) => (typeof value === 'number' ? String(value) : value), maybeText),
  alertlevel: maybeText,
  episodealertlevel: maybeText,
  eventname: maybeText,
  country: maybeText,
  glide: maybeText,
  iscurrent: maybeText,
  fromdate: text,
  todate: maybeText,
  severity: figure,
  population: figure,
  link: maybeText,
})

/** georss:point is 'latitude longitude'; geo:Point says the same in two elements. */
function place(row: Record<string, unknown>): [number, number] {
  const [latitude, longitude] = textOf(row['point'])?.split(/[\s,]+/) ?? []
  if (latitude && longitude) return position(latitude, longitude)
  const point = isRecord(row['Point']) ? row['Point'] : row
  const [lat, long] = [textOf(point['lat']), textOf(point['long'])]
  if (lat && long) return position(lat, long)
  throw new Refused('georss:point is missing')
}

function tell(row: unknown, at: [number, number], remark: Remark): Told {
  const words = checked(item, row)
  const { severity } = words
  const type = words.eventtype.toUpperCase()
  const kind = kinds[type] ?? `gdacs-${type.toLowerCase().replace(/[^a-z0-9]/g, '')}`
  const figureOf = () => (severity.value === undefined ? undefined : decimal(severity.value, 'severity'))
  const value = attempt(figureOf, remark, severity)
  const depth = /depth:?\s*([\d.]+)\s*km/i.exec(severity.text ?? '')?.[1]
  const todate = words.todate
  const data = told({
    kind,
    geometry: { type: 'Point', coordinates: at },
    value,
    unit: value === undefined ? undefined : severity.unit?.slice(0, 32),
    level: levels[words.alertlevel?.toLowerCase() ?? ''],
    title: oneLine(words.title) ?? `${type} ${words.eventname ?? words.eventid}`,
    details: told({
      ...(kind === 'earthquake' && {
        magnitude: value,
        depthKm: depth === undefined ? undefined : Number(depth),
        place: words.country,
      }),
      eventType: type,
      alertLevel: words.alertlevel,
      episode: words.episodeid,
      name: words.eventname,
      country: words.country,
      glide: words.glide,
      severity: severity.text,
      population: words.population.text,
      to: todate && attempt(() => utc(todate, 'UTC'), remark, todate),
      current: words.iscurrent === undefined ? undefined : words.iscurrent === 'true',
      link: words.link,
    }),
  })
  const time = utc(words.fromdate, 'UTC')
  const subject = `${type}${words.eventid}`
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

const source = 'https://www.gdacs.org'

export const gdacs: Reader = {
  format: 'gdacs-rss',
  source,
  parse: (body) => {
    const tree = parseXml(body)
    const channel = isRecord(tree['rss']) ? tree['rss']['channel'] : undefined
    if (!isRecord(channel)) throw new Unreadable('the body is no RSS channel')
    return readRows(list(channel['item']), (row, remark) => {
      if (!isRecord(row)) throw new Refused('an empty item')
      return tell(row, place(row), remark)
    })
  },
}

/** https://www.gdacs.org/gdacsapi/swagger/index.html : dates without zone are UTC, booleans are texts. */
const feature = pointFeature.extend({ properties: z.looseObject({}) })

export const gdacsGeojson: Reader = {
  format: 'gdacs-geojson',
  source,
  parse: (body) =>
    readRows(featuresOf(parseJson(body)), (row, remark) => {
      const { geometry, properties } = checked(feature, row)
      const { severitydata } = properties
      const severity = isRecord(severitydata)
        ? {
            '#text': severitydata['severitytext'],
            '@unit': severitydata['severityunit'],
            '@value': severitydata['severity'],
          }
        : undefined
      const title = properties['name'] ?? properties['description']
      return tell({ ...properties, title, severity }, geometry.at(), remark)
    }),
}
