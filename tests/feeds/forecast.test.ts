import { expect, test } from 'vitest'
import { forecastRows } from '../../client/tiles/forecast.ts'
import { forecastFeed } from '../../server/feeds/bmkg-forecast.ts'
import { Room } from '../shared/told.ts'
import { body, readBody, readerOf } from './fixture.ts'

const text = body('bmkg-prakiraan.json')

test('each step of a village is one event, one that cannot be read stands aside', () => {
  const { events, reasons } = readBody('bmkg-prakiraan', text)
  expect(events.map(({ time, region }) => `${time} ${region}`)).toEqual([
    '2026-11-22T06:00:00.000Z 52.02.01.1001',
    '2026-11-22T09:00:00.000Z 52.02.01.1001',
    '2026-11-22T18:00:00.000Z 52.02.01.1001',
  ])
  expect(reasons).toHaveLength(1)
  const missing = readerOf('bmkg-prakiraan').parse('{"message":"Data not found","statusCode":404}')
  expect([missing.events, missing.refused.length]).toEqual([[], 1])
})

test('the other districts are asked when the first one names another analysis', () => {
  const [feed] = forecastFeed(['52.02.01.1001', '52.02.02.2001'])
  expect(feed?.url).toMatch(/adm4=52\.02\.01\.1001$/)
  expect(feed?.reader.more?.(text)).toEqual([
    'https://api.bmkg.go.id/publik/prakiraan-cuaca?adm4=52.02.02.2001&analisis=2026-11-22T00%3A00%3A00',
  ])
  expect(forecastFeed([])).toEqual([])
})

test('three days later takes the place of today; a tile sees the next 24 hours; it is no news', () => {
  const { events } = readerOf('bmkg-prakiraan').parse(text)
  const tell = (days: number) =>
    events.map(({ subject = '', data, region, time }) => ({
      type: 'observation.made' as const,
      subject,
      data,
      region,
      time: new Date(Date.parse(time) + days * 86_400_000).toISOString(),
    }))
  const room = new Room().tell(...tell(0))
  const rows = forecastRows(room.situation, Date.parse('2026-11-22T07:30:00Z'))
  expect(
    rows.map(({ district, steps }) => [district, steps.map(({ sky, degrees }) => `${sky} ${degrees}`)]),
  ).toEqual([['52.02.01', ['clear 27', 'rain 28', 'storm 23']]])
  expect(forecastRows(room.situation, Date.parse('2026-11-22T21:30:00Z'))).toEqual([])
  room.tell(...tell(3))
  expect(room.situation.observation.size).toBe(3)
  expect(room.situation.latest.size).toBe(0)
})
