import { expect, test } from 'vitest'
import { body, dataOf, detailsOf, only, readBody } from './fixture.ts'

const text = body('usgs.geojson')
const [first] = JSON.parse(text).features

test('an earthquake has the publisher’s id as subject, and the depth from the third coordinate', () => {
  const event = readBody('usgs-geojson', text).events[0]
  expect(event).toMatchObject({
    type: 'observation.made',
    subject: 'us1000g3ub',
    time: '2018-08-05T11:46:38.160Z',
  })
  expect(dataOf(event)).toMatchObject({
    kind: 'earthquake',
    value: 6.9,
    level: 2,
    geometry: { type: 'Point', coordinates: [116.438, -8.258] },
  })
  expect(detailsOf(event)).toMatchObject({ depthKm: 34, ids: ['us1000g3ub', 'at00pd0000'] })
})

test('their tsunami flag is not taken for a statement about a tsunami', () => {
  expect(detailsOf(readBody('usgs-geojson', text).events[0])).not.toHaveProperty('tsunami')
})

test('a quarry blast of negative magnitude is no earthquake, and a title is never empty', () => {
  const event = readBody('usgs-geojson', text).events[1]
  expect(dataOf(event)).toMatchObject({ kind: 'quarry-blast', value: -0.4, title: 'M -0.4' })
})

test('a magnitude that is not yet known leaves the value out', () => {
  expect(dataOf(readBody('usgs-geojson', text).events[2])).not.toHaveProperty('value')
})

test('swapped coordinates are refused and the others go on', () => {
  const { events, reasons } = readBody('usgs-geojson', text)
  expect(events).toHaveLength(3)
  expect(reasons).toEqual(['latitude: "115.9" is not a latitude'])
})

test('polling again is the same statement; a revision is another about the same thing', () => {
  const one = only('usgs-detail-geojson', JSON.stringify(first)).event
  const again = { ...first, properties: { ...first.properties, updated: 1, sig: 3 } }
  const revised = { ...first, properties: { ...first.properties, mag: 7 } }
  expect(only('usgs-detail-geojson', JSON.stringify(again)).event.id).toBe(one.id)
  const other = only('usgs-detail-geojson', JSON.stringify(revised)).event
  expect(other.id).not.toBe(one.id)
  expect(other.subject).toBe(one.subject)
})

test('one id twice in a body is told twice, for the log to see that it is one', () => {
  const ids = readBody('usgs-geojson', JSON.stringify({ features: [first, first] })).events.map(
    ({ id }) => id,
  )
  expect(new Set(ids).size).toBe(1)
  expect(ids).toHaveLength(2)
})

test('earthquakes in GeoRSS have latitude first', () => {
  const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">
    <entry><id>urn:contoh:1</id><title>M 6.9, Lombok</title><updated>2018-08-05T11:46:38Z</updated>
    <georss:point>-8.258 116.438</georss:point><georss:elev>-34000</georss:elev></entry>
    <entry><id>urn:contoh:2</id><title>Bukan gempa</title><updated>2018-08-05T11:46:38Z</updated>
    <georss:point>-8.258 116.438</georss:point></entry></feed>`
  const { events, reasons } = readBody('georss-atom', atom)
  expect(dataOf(events[0])).toMatchObject({ value: 6.9, geometry: { coordinates: [116.438, -8.258] } })
  expect(detailsOf(events[0])).toMatchObject({ depthKm: 34, place: 'Lombok' })
  expect(reasons).toEqual(['title: "Bukan gempa" names no magnitude'])
})
