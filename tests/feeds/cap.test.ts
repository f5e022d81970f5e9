import { describe, expect, test } from 'vitest'
import { body, dataOf, geometryOf, only, readBody, readerOf } from './fixture.ts'

const nowcast = body('bmkg-cap.xml')

describe('a warning of BMKG', () => {
  test('is one event in Indonesian, issued when it was sent', () => {
    const { events } = readBody('bmkg-cap', nowcast)
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({
      type: 'warning.issued',
      subject: '2.49.0.1.360.0.2026.01.18.07.52.001',
      time: '2026-01-18T07:07:00.000Z',
    })
    expect(dataOf(events[0])).toMatchObject({
      headline: 'Hujan Lebat disertai Petir di NTB & sekitarnya',
      hazard: 'Hujan Lebat dan Petir',
      level: 1,
      onset: '2026-01-18T07:27:00.000Z',
      expires: '2026-01-18T09:27:00.000Z',
      issuer: 'Badan Meteorologi Klimatologi dan Geofisika',
      area: 'Nusa Tenggara Barat',
    })
  })

  test('keeps its good polygons, closed and in GeoJSON order, and says which one was wrong', () => {
    const { events, reasons } = readBody('bmkg-cap', nowcast)
    const shape = geometryOf(events[0])
    expect(shape?.type === 'MultiPolygon' && shape.coordinates.map(([ring]) => ring)).toEqual([
      [
        [116.25, -8.8],
        [116.35, -8.8],
        [116.35, -8.9],
        [116.25, -8.8],
      ],
      [
        [116.15, -8.7],
        [116.25, -8.7],
        [116.25, -8.75],
        [116.15, -8.7],
      ],
    ])
    expect(reasons).toEqual(['latitude: "116.10" is not a latitude'])
  })

  test('with no polygon that can be read still stands, without a shape', () => {
    const { events, reasons } = readBody(
      'bmkg-cap',
      nowcast.replaceAll(/<polygon>[^<]*/g, '<polygon>1,2 1,2 1,2'),
    )
    expect(geometryOf(events[0])).toBeUndefined()
    expect(reasons).toHaveLength(3)
  })

  test('without a zone in its time is refused whole', () => {
    const { events, reasons } = readBody('bmkg-cap', nowcast.replace('15:07:00+08:00', '15:07:00'))
    expect(events).toEqual([])
    expect(reasons).toEqual(['time without a zone: "2026-01-18T15:07:00"'])
  })

  test('whose expiry cannot be read stands without one and says so', () => {
    const { events, reasons } = readBody('bmkg-cap', nowcast.replace('17:27:00+08:00', '17:27'))
    expect(dataOf(events[0])).not.toHaveProperty('expires')
    expect(reasons).toContain('time without a zone: "2026-01-18T17:27"')
  })

  test.each([
    ['Extreme', 3],
    ['Severe', 2],
    ['Moderate', 1],
    ['Minor', 0],
    ['Unknown', 1],
  ])('of severity %s is of level %d', (severity, level) => {
    expect(only('bmkg-cap', nowcast.replaceAll('Moderate', severity)).data['level']).toBe(level)
  })
})

describe('an update or a cancel', () => {
  const changed = (to: string) => nowcast.replace('<msgType>Alert</msgType>', to)

  test('is about the first message it refers to, also when that one was never seen', () => {
    const { event, data } = only('cap', body('cap-cancel.xml'))
    expect(event).toMatchObject({
      type: 'warning.cancelled',
      subject: 'contoh-1',
      time: '2026-01-18T10:00:00.000Z',
    })
    expect(data).toMatchObject({
      status: 'exercise',
      references: ['contoh-1', 'contoh-2'],
      note: 'Salah kirim',
    })
  })

  test('that refers to nothing replaces nothing: it stands for itself and says so', () => {
    const { events, reasons } = readBody('cap', changed('<msgType>Update</msgType><references/>'))
    expect(events[0]).toMatchObject({
      type: 'warning.updated',
      subject: '2.49.0.1.360.0.2026.01.18.07.52.001',
      data: { headline: 'Hujan Lebat disertai Petir di NTB & sekitarnya' },
    })
    expect(reasons).toContain('Update without references: it stands for itself')
  })

  test('in the other language is the same statement', () => {
    const english = nowcast.replaceAll('Hujan', 'Rain').replace('<language>id', '<language>en')
    expect(only('cap', english).event.id).toBe(only('cap', nowcast).event.id)
  })

  test('is told apart from an acknowledgement, which is no warning', () => {
    const { events, reasons } = readBody('cap', changed('<msgType>Ack</msgType>'))
    expect(events).toEqual([])
    expect(reasons).toEqual(['msgType Ack: no warning'])
  })
})

test('an alert with hardly anything in it is still shown', () => {
  const bare = '<alert><identifier>x-1</identifier><sent>2026-01-18T10:00:00Z</sent></alert>'
  const { events, reasons } = readBody('cap', bare)
  expect(events[0]).toMatchObject({ subject: 'x-1', data: { headline: 'Peringatan x-1', level: 1 } })
  expect(reasons).toEqual(['msgType is missing: read as Alert', 'status is missing: read as Actual'])
})

describe('a list', () => {
  test('in Atom gives the alerts that stand in it, and names those that do not', () => {
    const list = body('cap-list.atom')
    const { events, reasons } = readBody('atom-cap', list)
    expect(events.map(({ subject, time }) => [subject, time])).toEqual([
      ['di-dalam-1', '2026-01-18T01:30:00.000Z'],
      ['entri-2', '2026-01-18T03:00:00.000Z'],
    ])
    expect(dataOf(events[1])).toMatchObject({
      headline: 'Gelombang tinggi di Selat Alas',
      level: 2,
      issuer: 'contoh',
      geometry: { type: 'Polygon' },
    })
    expect(readerOf('atom-cap').more?.(list)).toEqual(['https://contoh.example/cap/3'])
    expect(reasons).toEqual(['the entry holds no alert and no address of one'])
  })

  test('has circles as polygons of their radius, and those of radius 0 as points', () => {
    const shape = geometryOf(readBody('atom-cap', body('cap-list.atom')).events[0])
    if (shape?.type !== 'GeometryCollection') throw new Error(`a ${shape?.type}`)
    const [area, spot] = shape.geometries
    expect(spot).toEqual({ type: 'Point', coordinates: [116.1, -8.5] })
    const north = area?.type === 'Polygon' ? Math.max(...(area.coordinates[0]?.map(([, y]) => y) ?? [])) : 0
    expect(north).toBeCloseTo(-8.7 + 10 / 111.2, 3)
  })

  test('keeps an alert whose circle has no possible radius, and says so', () => {
    for (const radius of ['-1', '90000']) {
      const list = body('cap-list.atom').replace('116.3 10<', `116.3 ${radius}<`)
      const { events, reasons } = readBody('atom-cap', list)
      expect(geometryOf(events[0])).toEqual({ type: 'Point', coordinates: [116.1, -8.5] })
      expect(reasons).toContain(`circle: a radius of ${radius} km`)
    }
  })

  test('of BMKG names each document once and says nothing itself', () => {
    const { events, reasons } = readBody('bmkg-nowcast-rss', body('bmkg-nowcast.xml'))
    expect(events).toEqual([])
    expect(reasons).toHaveLength(1)
    expect(readerOf('bmkg-nowcast-rss').more?.(body('bmkg-nowcast.xml'))).toEqual([
      'https://www.bmkg.go.id/alerts/nowcast/id/CNB20260118001_alert.xml',
      'https://www.bmkg.go.id/alerts/nowcast/id/CAH20260118001_alert.xml',
    ])
  })

  test('in RSS may hold its alerts as text', () => {
    const item = `<item><title>x</title><description><![CDATA[${nowcast}]]></description></item>`
    expect(readBody('cap', `<rss><channel>${item}${item}</channel></rss>`).events).toHaveLength(2)
  })

  test('in an EDXL envelope goes on after an alert that cannot be read', () => {
    const inner = nowcast.replace(/<\?xml[^>]*>/, '')
    const part = (alert: string) =>
      `<contentObject><xmlContent><embeddedXMLContent>${alert}</embeddedXMLContent></xmlContent></contentObject>`
    const envelope = `<EDXLDistribution>${part('<alert><sent>x</sent></alert>')}${part(inner)}</EDXLDistribution>`
    const { events, reasons } = readBody('edxl-de-cap', envelope)
    expect(events).toHaveLength(1)
    expect(reasons[0]).toBe('identifier: is missing')
  })
})
