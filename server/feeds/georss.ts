import * as z from 'zod'
import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { isRecord } from './json.ts'
import { decimal, position } from './numbers.ts'
import { checked, readRows } from './rows.ts'
import { digest, name, oneLine, told } from './statement.ts'
import { quote, utc } from './time.ts'
import { list, maybeText, parseXml, text } from './xml.ts'

/** Earthquakes in Atom with https://docs.ogc.org/cs/17-002r1/17-002r1.html (GeoRSS): the point is 'latitude longitude', elev in metres. */
const entry = z.object({
  id: text,
  title: text,
  updated: text,
  point: text,
  elev: maybeText,
})

function read(row: unknown): Told {
  const words = checked(entry, row)
  const [, figure, place] = /^M\s*([\d.,-]+)\s*[-,]?\s*(.*)$/s.exec(words.title) ?? []
  if (!figure) throw new Refused(`title: ${quote(words.title)} names no magnitude`)
  const [latitude = '', longitude = ''] = words.point.split(/\s+/)
  const magnitude = decimal(figure.replace(/,$/, ''), 'title')
  const data = told({
    kind: 'earthquake',
    geometry: { type: 'Point', coordinates: position(latitude, longitude) },
    value: magnitude,
    unit: 'M',
    title: oneLine(words.title),
    details: told({
      magnitude,
      depthKm: words.elev === undefined ? undefined : -decimal(words.elev, 'elev') / 1000,
      place: oneLine(place),
    }),
  })
  const subject = name(words.id)
  const time = utc(words.updated)
  return { id: `${subject}:${digest([time, data])}`, type: 'observation.made', subject, time, data }
}

export const georss: Reader = {
  format: 'georss-atom',
  source: 'https://earthquake.usgs.gov',
  parse: (body) => {
    const { feed } = parseXml(body)
    if (!isRecord(feed)) throw new Unreadable('the body is no Atom feed')
    return readRows(list(feed['entry']), read)
  },
}
