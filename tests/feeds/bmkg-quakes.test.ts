import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../server/feeds/feed.ts'
import { feltAt, tsunamiSaid } from '../../server/feeds/quake.ts'
import { body, detailsOf, geometryOf, only, readBody } from './fixture.ts'

type Row = Record<string, unknown>
const row: Row = JSON.parse(body('bmkg-autogempa.json')).Infogempa.gempa
const inAutogempa = (changed: Row) => JSON.stringify({ Infogempa: { gempa: { ...row, ...changed } } })
const inList = (...rows: Row[]) => JSON.stringify({ Infogempa: { gempa: rows } })

describe('the newest earthquake', () => {
  test('is read from one object', () => {
    const { event, data } = only('bmkg-autogempa', body('bmkg-autogempa.json'))
    expect(event).toMatchObject({
      type: 'observation.made',
      time: '2018-08-05T11:46:35.000Z',
      subject: 'bmkg:2018-08-05T11:46:35Z:-8.37,116.48',
    })
    expect(data).toMatchObject({
      kind: 'earthquake',
      geometry: { type: 'Point', coordinates: [116.48, -8.37] },
      value: 7,
      unit: 'M',
      level: 3,
      title: 'Pusat gempa berada di darat 18 km barat laut Lombok Timur',
    })
    expect(detailsOf(event)).toMatchObject({ magnitude: 7, depthKm: 15, tsunami: true })
  })

  test('is the same event in the list of felt ones, which has no Potensi and another order of fields', () => {
    const quiet: Row = { ...row, Potensi: 'Gempa ini dirasakan untuk diteruskan pada masyarakat' }
    const { Potensi: _, Shakemap: __, Coordinates: at, ...felt } = quiet
    const list = inList({ Coordinates: `${String(at)}0`, ...felt }, { ...row, Magnitude: '4.1' })
    const newest = only('bmkg-autogempa', JSON.stringify({ Infogempa: { gempa: quiet } })).event
    expect(readBody('bmkg-gempadirasakan', list).events[0]).toMatchObject({
      id: newest.id,
      source: newest.source,
    })
  })

  test.each([
    ['a magnitude', { Magnitude: '6.8' }],
    ['a depth', { Kedalaman: '32 km' }],
    ['where it was felt', { Dirasakan: 'VII Mataram' }],
    ['the end of the tsunami warning', { Potensi: 'Tidak berpotensi tsunami' }],
  ])('comes through again as another statement about the same thing when %s is revised', (_, changed) => {
    const [before, after] = [inAutogempa({}), inAutogempa(changed)].map(
      (text) => only('bmkg-autogempa', text).event,
    )
    expect(after?.id).not.toBe(before?.id)
    expect(after?.subject).toBe(before?.subject)
  })

  test.each([
    ['bare', (rows: Row[]) => rows],
    ['under data', (rows: Row[]) => ({ data: { gempa: rows } })],
    ['as a JSON text', (rows: Row[]) => JSON.stringify({ Infogempa: { gempa: rows } })],
  ])('is read from what proxies make of the list: %s', (_, wrap) => {
    expect(readBody('bmkg-gempaterkini', JSON.stringify(wrap([row, row]))).events).toHaveLength(2)
  })

  test.each([
    ['bare', '[]'],
    ['of a wrapper', '{"data": []}'],
    ['in place of Infogempa', '{"Infogempa": []}'],
  ])(
    'an empty list %s is no format of BMKG’s and not understood; an empty list of earthquakes is heard, and empty',
    (_, empty) => {
      for (const format of ['bmkg-autogempa', 'bmkg-gempaterkini', 'bmkg-gempadirasakan', 'bmkg-inatews-wrs'])
        expect(() => readBody(format, empty)).toThrow(Unreadable)
      expect(readBody('bmkg-gempaterkini', inList())).toMatchObject({ events: [], reasons: [] })
    },
  )

  test('is read from the XML, whose older form has longitude first', () => {
    const xml = (point: string) => `<Infogempa><gempa><DateTime>2018-08-05T11:46:35+00:00</DateTime>
      <point><coordinates>${point}</coordinates></point><Lintang>8.37 LS</Lintang><Bujur>116.48 BT</Bujur>
      <Magnitude>7.0 SR</Magnitude><Kedalaman>15 km</Kedalaman><Wilayah>Lombok</Wilayah></gempa></Infogempa>`
    for (const point of ['-8.37,116.48', '116.48,-8.37'])
      expect(geometryOf(only('bmkg-autogempa-xml', xml(point)).event)).toEqual({
        type: 'Point',
        coordinates: [116.48, -8.37],
      })
  })
})

describe('a row', () => {
  test('that cannot be read stands aside with its reason, and the others go on', () => {
    const { events, reasons } = readBody('bmkg-gempadirasakan', body('bmkg-gempadirasakan.json'))
    expect(events.map((event) => event.time)).toEqual([
      '2025-12-31T23:59:59.000Z',
      '2025-12-28T06:00:00.000Z',
    ])
    expect(reasons).toEqual(['Magnitude: "empat" is not a number', 'Kedalaman: "dangkal" is not a number'])
    expect(detailsOf(events[1])).toMatchObject({ magnitude: 2.9 })
    expect(detailsOf(events[1])).not.toHaveProperty('depthKm')
  })

  test('without a zone in DateTime is read by Tanggal and Jam, which name theirs', () => {
    const { event } = only(
      'bmkg-autogempa',
      inAutogempa({ DateTime: '2018-08-05T19:46:35', Jam: '19:46:35 WITA' }),
    )
    expect(event.time).toBe('2018-08-05T11:46:35.000Z')
  })

  test.each([
    ['no zone anywhere', { DateTime: '2018-08-05T19:46:35', Jam: '19:46:35' }, /without a zone/],
    ['a magnitude that lost its point', { Magnitude: '69' }, /Magnitude: 69/],
    ['no magnitude', { Magnitude: '' }, /Magnitude is missing/],
    ['a place that contradicts itself', { Lintang: '8.37 LU' }, /contradict/],
    ['no place', { Coordinates: '', Lintang: '', Bujur: '' }, /Coordinates are missing/],
    ['the place 0,0', { Coordinates: '0,0', Lintang: '', Bujur: '' }, /unknown/],
  ])('with %s is refused and says so', (_, changed, reason) => {
    const { events, reasons } = readBody('bmkg-autogempa', inAutogempa(changed))
    expect(events).toEqual([])
    expect(reasons.join()).toMatch(reason)
  })

  test("with '6,9' and '8,37 LS' is read as meant", () => {
    const words = { Magnitude: '6,9', Coordinates: '-8,37,116,48', Lintang: '8,37 LS', Bujur: '116,48 BT' }
    const { event, data } = only('bmkg-autogempa', inAutogempa(words))
    expect(data['value']).toBe(6.9)
    expect(geometryOf(event)).toEqual({ type: 'Point', coordinates: [116.48, -8.37] })
  })
})

test.each([
  ['Potensi tsunami untuk diteruskan pada masyarakat', true],
  ['Tidak berpotensi tsunami', false],
  ['TIDAK BERPOTENSI TSUNAMI', false],
  ['Peringatan dini tsunami telah berakhir', false],
  ['Gempa ini dirasakan untuk diteruskan pada masyarakat', undefined],
  [undefined, undefined],
])('%j says of a tsunami: %s', (phrase, said) => {
  expect(tsunamiSaid(phrase)).toBe(said)
})

test('places where it was felt hold commas; a Roman numeral begins the next', () => {
  expect(feltAt('II - III Lamno, Aceh Jaya, III Mane, Pidie')).toEqual([
    { mmi: 'II-III', place: 'Lamno, Aceh Jaya' },
    { mmi: 'III', place: 'Mane, Pidie' },
  ])
})

describe('an InaTEWS message', () => {
  const message = JSON.parse(body('inatews.json'))
  const withInfo = (changed: Row) => JSON.stringify({ ...message, info: { ...message.info, ...changed } })

  test('is the same thing as the earthquake of the lists, and says where the tsunami may come, once', () => {
    const { event } = only('bmkg-inatews-wrs', body('inatews.json'))
    expect(event).toMatchObject({
      subject: only('bmkg-autogempa', body('bmkg-autogempa.json')).event.subject,
      time: '2018-08-05T11:46:35.000Z',
      data: { title: '18 km BaratLaut LOMBOKTIMUR-NTB', level: 3 },
    })
    expect(detailsOf(event)['zones']).toEqual([
      { district: 'LOMBOK-UTARA', province: 'NTB', level: 'WASPADA' },
    ])
  })

  test('that ends the warning takes the tsunami back though it still says Potensi', () => {
    const { event, data } = only('bmkg-inatews-wrs', withInfo({ subject: 'Warning Tsunami PD-4' }))
    expect(detailsOf(event)['tsunami']).toBe(false)
    expect(data).not.toHaveProperty('level')
  })

  test('of a test never looks like an earthquake', () => {
    const { events, reasons } = readBody('bmkg-inatews-wrs', JSON.stringify({ ...message, status: 'TES' }))
    expect(events).toEqual([])
    expect(reasons).toEqual(['status TES: not a real message'])
  })
})

test('gemparealtime has its figures as texts, its depth apart and its time in UTC', () => {
  const feature = {
    type: 'Feature',
    properties: {
      id: 'bmg2026abcd',
      time: '2026-01-18 13:03:33.941369',
      mag: '2.575',
      place: 'Lombok',
      depth: '153.2',
    },
    geometry: { type: 'Point', coordinates: ['116.09', '-8.31', 1] },
  }
  const list = JSON.stringify({ type: 'FeatureCollection', features: [feature] })
  const { event, data } = only('bmkg-gemparealtime-geojson', list)
  expect(event).toMatchObject({ subject: 'bmg2026abcd', time: '2026-01-18T13:03:33.941Z' })
  expect(data).toMatchObject({ value: 2.58, geometry: { coordinates: [116.09, -8.31] } })
  expect(detailsOf(event)['depthKm']).toBe(153.2)
})
