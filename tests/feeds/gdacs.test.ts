import { expect, test } from 'vitest'
import { body, dataOf, detailsOf, only, readBody } from './fixture.ts'

const text = body('gdacs-rss.xml')

test('an earthquake is of the kind that joins those of other sources, with its magnitude and depth', () => {
  const event = readBody('gdacs-rss', text).events[0]
  expect(event).toMatchObject({ subject: 'EQ1150001', time: '2018-08-05T11:46:38.000Z' })
  expect(dataOf(event)).toMatchObject({
    kind: 'earthquake',
    value: 6.9,
    unit: 'M',
    level: 2,
    geometry: { coordinates: [116.438, -8.258] },
  })
  expect(detailsOf(event)).toMatchObject({ magnitude: 6.9, depthKm: 31, episode: '1160001', current: true })
})

test('the time is fromdate with its zone, and the place is found in geo:Point too', () => {
  const event = readBody('gdacs-rss', text).events[1]
  expect(event).toMatchObject({ subject: 'FL1100002', time: '2021-12-05T17:00:00.000Z' })
  expect(dataOf(event)).toMatchObject({ kind: 'flood', level: 3, geometry: { coordinates: [116.3, -8.7] } })
})

test('an item without a point stands aside and the others go on', () => {
  const { events, reasons } = readBody('gdacs-rss', text)
  expect(events).toHaveLength(3)
  expect(reasons).toEqual(['georss:point is missing'])
})

test('a raised alert level is another statement about the same thing', () => {
  const [before] = readBody('gdacs-rss', text).events
  const [after] = readBody('gdacs-rss', text.replace('>Orange<', '>Red<')).events
  expect(after?.subject).toBe(before?.subject)
  expect(after?.id).not.toBe(before?.id)
})

test('the JSON of the same publisher has dates in UTC without zone and booleans as texts', () => {
  const properties = {
    eventtype: 'TC',
    eventid: 1001253,
    episodeid: 7,
    name: 'Tropical Cyclone CONTOH-26',
    alertlevel: 'Green',
    iscurrent: 'false',
    fromdate: '2026-01-28T06:00:00',
    severitydata: { severity: 101.8, severitytext: 'Tropical Storm', severityunit: 'km/h' },
  }
  const feature = { type: 'Feature', geometry: { type: 'Point', coordinates: [115.9, -11.2] }, properties }
  const { event, data } = only('gdacs-geojson', JSON.stringify(feature))
  expect(event).toMatchObject({ subject: 'TC1001253', time: '2026-01-28T06:00:00.000Z' })
  expect(data).toMatchObject({ kind: 'tropical-cyclone', value: 101.8, unit: 'km/h', level: 0 })
  expect(detailsOf(event)).toMatchObject({ current: false })
})
