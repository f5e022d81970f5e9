import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { geometry, middle } from '../../shared/events/geometry.ts'
import { readEvent } from '../../shared/events/read.ts'
import { Unreadable } from '../../server/feeds/feed.ts'
import { readers } from '../../server/feeds/index.ts'
import { cloudEvent } from '../../server/feeds/statement.ts'
import { body, readerOf } from './fixture.ts'

const fixtures: Record<string, string> = {
  'bmkg-autogempa': 'bmkg-autogempa.json',
  'bmkg-autogempa-xml': 'bmkg-autogempa.json',
  'bmkg-gempaterkini': 'bmkg-gempadirasakan.json',
  'bmkg-gempadirasakan': 'bmkg-gempadirasakan.json',
  'bmkg-inatews-wrs': 'inatews.json',
  'bmkg-gemparealtime-geojson': 'usgs.geojson',
  'bmkg-nowcast-rss': 'bmkg-nowcast.xml',
  'bmkg-cap': 'bmkg-cap.xml',
  cap: 'cap-cancel.xml',
  'atom-cap': 'cap-list.atom',
  'edxl-de-cap': 'cap-list.atom',
  'usgs-geojson': 'usgs.geojson',
  'usgs-detail-geojson': 'usgs.geojson',
  'gdacs-rss': 'gdacs-rss.xml',
  'gdacs-geojson': 'usgs.geojson',
  'petabencana-reports-geojson': 'petabencana-reports.json',
  'petabencana-topojson': 'petabencana-quantized.topojson',
  'petabencana-floods-geojson': 'petabencana-reports.json',
  'firms-csv': 'firms-viirs.csv',
  'georss-atom': 'cap-list.atom',
  oc4ids: 'oc4ids.json',
  'ocds-release': 'ocds.json',
  'ocds-record': 'ocds.json',
  'opd-lra-fisik-keuangan-csv': 'opd-lra.csv',
  'opd-emonev-csv': 'opd-emonev.csv',
  'opd-sbe-json': 'opd-sbe.json',
  'hxl-csv': 'hxl.csv',
  sensorthings: 'sensorthings.json',
  'dsda-pintu-air-xml': 'dsda.xml',
  'open311-requests-xml': 'open311-requests.xml',
  'open311-requests-json': 'open311-requests.json',
  'bmkg-prakiraan': 'bmkg-prakiraan.json',
  'mqtt-ttn-v3-json': 'ttn-uplink.json',
  'gauge-json': 'gauge.json',
}

/** Reads whatever comes: either the one clear error, or events whose figures are figures and whose places are on Earth. */
function survives(format: string, text: string): void {
  const reader = readerOf(format)
  try {
    const { events, refused } = reader.parse(text)
    reader.more?.(text).forEach((url) => expect(url).toMatch(/^https?:/))
    for (const { reason } of refused) expect(reason).toMatch(/^[^\n]+$/)
    for (const event of events) {
      const shape = event.data['geometry']
      if (shape !== undefined) expect(middle(geometry.parse(shape)).every(Number.isFinite)).toBe(true)
      expect(Number.isNaN(Date.parse(event.time))).toBe(false)
      expect(findNaN(event.data)).toBe(false)
      const read = readEvent(cloudEvent(event, reader.source), { received: event.time, reference: () => 'r' })
      expect('problem' in read || 'event' in read).toBe(true)
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    expect(error.message).toMatch(/^[^\n]+$/)
  }
}

function findNaN(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some(findNaN)
}

test('every format has a body here to be broken', () => {
  expect(Object.keys(fixtures).sort()).toEqual(Object.keys(readers).sort())
})

test.each([
  ['cap', /(<cap:msgType>)/, '$1Mundur\n'],
  ['sensorthings', /("siaga1":)\s*\d+/, '$1 1e400'],
  ['ocds-release', /("transactions":\s*\[\{[^]*?"amount":)\s*\d+/, '$1 -1.7e308'],
])('%s survives what was once found to break it', (format, place, put) => {
  const whole = body(fixtures[format] ?? '')
  expect(whole).toMatch(place)
  survives(format, whole.replace(place, put))
})

describe.each(Object.entries(fixtures))('%s', (format, file) => {
  const whole = body(file)

  test('survives any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => survives(format, text)),
      { numRuns: 100 },
    )
  })

  test('survives any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => survives(format, text)),
      { numRuns: 100 },
    )
  })

  test('survives a body with a piece cut out, doubled or overwritten', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '',
        '"',
        '<',
        '>',
        ',',
        '-',
        '999999',
        '1e400',
        'NaN',
        'null',
        '{}',
        '[]',
        '&x;',
        '\u0000',
      ),
      fc.string({ maxLength: 12 }),
      fc.nat(whole.length - 1).map((at) => whole.slice(at, at + 40)),
    )
    const broken = fc
      .tuple(fc.nat(whole.length), fc.nat(60), piece)
      .map(([at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length))
    fc.assert(
      fc.property(broken, (text) => survives(format, text)),
      { numRuns: 200 },
    )
  })

  test('survives values of every sort in place of its own', () => {
    if (!whole.startsWith('{')) return survives(format, whole.replaceAll(/>[^<]+</g, '>-<'))
    const swap = fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([at, value]) => {
      let left = at % (whole.match(/":/g)?.length ?? 1)
      return JSON.stringify(JSON.parse(whole, (_, own) => (left-- === 0 ? value : own)) ?? null)
    })
    fc.assert(
      fc.property(swap, (text) => survives(format, text)),
      { numRuns: 150 },
    )
  })

  test('refuses an HTML page, nothing and half a body in one clear sentence', () => {
    const html = '<!DOCTYPE html>\n<html><head><title>502</title></head><body>Bad gateway</body></html>'
    for (const text of [html, '', ' \n', '<html><body>oops</body></html>'])
      expect(() => readerOf(format).parse(text)).toThrow(Unreadable)
    if (!format.endsWith('-csv'))
      expect(() => readerOf(format).parse(whole.slice(0, whole.length / 2))).toThrow(Unreadable)
  })
})

describe('XML', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
    <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><alert><identifier>&c;</identifier><sent>2026-01-18T10:00:00Z</sent></alert>`

  test.each(['cap', 'bmkg-nowcast-rss', 'gdacs-rss', 'bmkg-autogempa', 'georss-atom'])(
    'that declares entities is refused: %s',
    (format) => {
      expect(() => readerOf(format).parse(bomb)).toThrow('DOCTYPE')
    },
  )

  test('nested deeper than any document is refused', () => {
    const deep = `${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`
    expect(() => readerOf('cap').parse(deep)).toThrow(Unreadable)
  })
})

test.each(['usgs-geojson', 'bmkg-autogempa', 'petabencana-topojson'])(
  'JSON nested deeper than any document is refused: %s',
  (format) => {
    for (const [open, close] of [
      ['{"result":', '}'],
      ['[', ']'],
      ['{"features":[', ']}'],
    ] as const) {
      const deep = `${open.repeat(50_000)}1${close.repeat(50_000)}`
      expect(() => readerOf(format).parse(deep)).toThrow(Unreadable)
    }
  },
)
