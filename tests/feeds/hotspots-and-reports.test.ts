import { describe, expect, test } from 'vitest'
import { body, dataOf, detailsOf, geometryOf, readBody } from './fixture.ts'

describe('hotspots', () => {
  test('of VIIRS have a time of two to four digits, and a confidence in letters', () => {
    const { events } = readBody('firms-csv', body('firms-viirs.csv'))
    expect(events.map(({ time }) => time)).toEqual(['2019-09-14T05:45:00.000Z', '2019-09-14T00:05:00.000Z'])
    expect(dataOf(events[0])).toMatchObject({
      kind: 'hotspot',
      value: 12.6,
      unit: 'MW',
      title: 'Titik panas Suomi NPP, keyakinan sedang',
      geometry: { coordinates: [105.40123, -3.21456] },
    })
    expect(detailsOf(events[1])).toMatchObject({ confidence: 'h', confidenceClass: 'high', brightness: 367 })
  })

  test('whose minute does not exist, or with a field too many, stand aside', () => {
    const { reasons } = readBody('firms-csv', body('firms-viirs.csv'))
    expect(reasons).toEqual(['no such time: "2019-09-14 25:61"', '15 fields where the header names 14'])
  })

  test('of MODIS have a confidence from 0 to 100, and may lack their power', () => {
    const { events } = readBody('firms-csv', body('firms-modis.csv').replaceAll('\n', '\r\n'))
    expect(events.map((event) => detailsOf(event)['confidenceClass'])).toEqual(['low', 'high'])
    expect(dataOf(events[1])).not.toHaveProperty('value')
    expect(events[0]?.subject).toBe('firms:Terra:2019-09-14T02:55Z:-3.102,105.201')
  })

  test('are none where the header stands alone, and a wrong key is no empty day', () => {
    expect(readBody('firms-csv', 'latitude,longitude,acq_date,acq_time\n').events).toEqual([])
    expect(() => readBody('firms-csv', 'Invalid MAP_KEY.')).toThrow('"Invalid MAP_KEY."')
  })
})

describe('citizens’ reports', () => {
  const text = body('petabencana-reports.json')

  test('of a flood have their depth in cm and its class as level', () => {
    const event = readBody('petabencana-reports-geojson', text).events[0]
    expect(event).toMatchObject({ subject: '900001', time: '2026-01-18T22:41:07.123Z' })
    expect(dataOf(event)).toMatchObject({ kind: 'flood-report', value: 71, unit: 'cm', level: 2 })
  })

  test('of a depth that cannot be stand without one and say so; none given is not 0', () => {
    const { events, reasons } = readBody('petabencana-reports-geojson', text.replace('71', '"setinggi dada"'))
    expect(dataOf(events[0])).toMatchObject({ kind: 'flood-report' })
    expect(dataOf(events[0])).not.toHaveProperty('value')
    expect(reasons[0]).toBe('flood_depth: "setinggi dada" is not a number')
    const below = readBody('petabencana-reports-geojson', text.replace('71', '-5'))
    expect(below.reasons[0]).toBe('flood_depth: -5 cm cannot be')
    const silent = readBody('petabencana-reports-geojson', text.replace('71', '""')).events[0]
    expect(dataOf(silent)).not.toHaveProperty('value')
  })

  test('reach the log without the telephone number in their text', () => {
    const event = readBody('petabencana-reports-geojson', text).events[0]
    expect(JSON.stringify(event)).not.toContain('0812')
  })

  test('of an earthquake’s damage are no earthquake', () => {
    const event = readBody('petabencana-reports-geojson', text).events[1]
    expect(dataOf(event)).toMatchObject({ kind: 'earthquake-report', title: 'Laporan warga' })
    expect(dataOf(event)).not.toHaveProperty('level')
  })

  test('of the archive have no zone (WIB), no key, and are no floods when they speak of drains', () => {
    const event = readBody('petabencana-reports-geojson', text).events[2]
    expect(event).toMatchObject({
      subject: 'petabencana:2017-02-20T02:41:00.000Z:qlue:106.9:-6.2',
      time: '2017-02-20T02:41:00.000Z',
    })
    expect(dataOf(event)).toMatchObject({ kind: 'citizen-report', title: '#drainaseburuk : got mampet' })
  })

  test('from 0,0 stand aside', () => {
    const { events, reasons } = readBody('petabencana-reports-geojson', text)
    expect(events).toHaveLength(3)
    expect(reasons).toEqual(['the position 0,0 stands for an unknown one'])
  })

  test('in quantized TopoJSON lie where its transform says, also in its corner', () => {
    const { events } = readBody('petabencana-topojson', body('petabencana-quantized.topojson'))
    expect(geometryOf(events[0])).toEqual({ type: 'Point', coordinates: [106.7, -6.2] })
    const area = geometryOf(events[1])
    expect(
      area?.type === 'Polygon' && area.coordinates[0]?.[1]?.map((figure) => Number(figure.toFixed(3))),
    ).toEqual([106.8, -6.2])
    expect(dataOf(events[1])).toMatchObject({ kind: 'flood-area', level: 3, title: 'GROGOL, RW 09' })
  })

  test('in TopoJSON without transform lie where they say', () => {
    const list = JSON.parse(body('petabencana-quantized.topojson'))
    delete list.result.transform
    list.result.objects.output.geometries[0].coordinates = [116.3, -8.7]
    const { events } = readBody('petabencana-topojson', JSON.stringify(list))
    expect(geometryOf(events[0])).toEqual({ type: 'Point', coordinates: [116.3, -8.7] })
  })
})
