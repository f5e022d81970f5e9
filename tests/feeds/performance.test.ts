import { describe, expect, test } from 'vitest'
import { Unreadable } from '../../server/feeds/feed.ts'
import { sensorFeeds } from '../../server/feeds/sensor-addresses.ts'
import { dataOf, readBody, readerOf } from './fixture.ts'

const project = (more: Record<string, unknown>) =>
  JSON.stringify({
    projects: [{ id: 'oc4ids-x-1', title: 'Jembatan', updated: '2026-03-01T00:00:00+08:00', ...more }],
  })

describe('OC4IDS', () => {
  test('a measure is a text in per cent, and forecasts are the planned curve', () => {
    const at = (day: string, measure: string) => ({ measure, period: { startDate: day, endDate: day } })
    const { events } = readBody(
      'oc4ids',
      project({
        metrics: [
          { id: 'physicalProgress', observations: [at('2026-02-01', '0.751'), at('2026-03-01', '12.5')] },
        ],
        forecasts: [{ id: 'physicalProgress', observations: [at('2026-06-30', '100')] }],
      }),
    )
    expect(events.map((event) => [event.type, dataOf(event)['physical']])).toEqual([
      ['project.registered', undefined],
      ['project.progressed', 0.751],
      ['project.progressed', 12.5],
    ])
    expect(dataOf(events[0])['plan']).toEqual([{ asOf: '2026-06-30', planned: 100 }])
  })

  test('latitude before longitude is exchanged where only that lies in the country, and said', () => {
    const here = (coordinates: number[]) =>
      project({
        locations: [{ geometry: { type: 'Point', coordinates }, address: { countryName: 'Indonesia' } }],
      })
    const swapped = readBody('oc4ids', here([-8.7, 116.27]))
    expect(dataOf(swapped.events[0])['geometry']).toEqual({ type: 'Point', coordinates: [116.27, -8.7] })
    expect(swapped.reasons.join()).toContain('exchanged')
    const right = readBody('oc4ids', here([116.27, -8.7]))
    expect(right.reasons).toEqual([])
  })

  test('money in another currency is never taken for rupiah', () => {
    const { events, reasons } = readBody(
      'oc4ids',
      project({ budget: { amount: { amount: 5, currency: 'GBP' } } }),
    )
    expect(dataOf(events[0])['budget']).toBeUndefined()
    expect(reasons).toEqual(['budget: GBP is left out, only rupiah are kept'])
  })

  test('a project with a progress of 140 % stays, the figure is refused', () => {
    const observations = [{ measure: '140', period: { endDate: '2026-02-01' } }]
    const { events, reasons } = readBody(
      'oc4ids',
      project({ metrics: [{ id: 'physicalProgress', observations }] }),
    )
    expect(events).toHaveLength(1)
    expect(reasons.join()).toContain('is not from 0 to 100 %')
  })
})

test('an OCDS record is read by its compiled release, or the newest of its releases', () => {
  const release = { id: 'r1', date: '2026-01-01T00:00:00Z', tag: ['tender'], buyer: { id: 'pu' } }
  const records = [
    { ocid: 'ocds-1', compiledRelease: { ...release, tender: { title: 'Jalan' } } },
    {
      ocid: 'ocds-2',
      releases: [{ ...release, date: '2026-02-01T00:00:00Z', tender: { title: 'Baru' } }, release],
    },
  ]
  const { events } = readBody('ocds-record', JSON.stringify({ records }))
  expect(events.map((event) => [event.subject, dataOf(event)['name']])).toEqual([
    ['ocds-1', 'Jalan'],
    ['ocds-2', 'Baru'],
  ])
})

describe('sheets', () => {
  const emonev = (...rows: string[]) =>
    ['"No";"OPD";"Pagu (Rp)";"Target Fisik (%)";"Realisasi Fisik (%)";"Tanggal Update"', ...rows].join('\n')

  test('each bad row is refused with its reason, the others stand', () => {
    const { events, reasons } = readBody(
      'opd-emonev-csv',
      emonev(
        '1;Dinas PUPR;1.000.000,00;42,5;35,18;31 Juni 2026',
        '2;BPBD;1.000.000,00;42,5;135,18;30 Juni 2026',
        '3;Dinkes;1.2.3;42,5;35,18;30 Juni 2026',
        '4;Dinsos;"";42,5;-;30 Juni 2026',
        ';JUMLAH;3.000.000,00;;;',
      ),
    )
    expect(reasons.map((reason) => reason.split(':')[0])).toEqual(['tanggal', 'realisasi fisik', 'pagu'])
    expect(events).toHaveLength(1)
    expect(dataOf(events[0])).toEqual({ name: 'Dinsos', planned: 42.5, asOf: '2026-06-30' })
  })

  test('a sheet without its headings is not that format', () => {
    for (const format of ['opd-emonev-csv', 'opd-lra-fisik-keuangan-csv', 'hxl-csv'])
      expect(() => readerOf(format).parse('a,b\n1,2')).toThrow(Unreadable)
  })

  test('the month that the sheet names dates its figures', () => {
    const sheet = [
      'LAPORAN REALISASI FISIK DAN KEUANGAN',
      'APBD TAHUN 2026',
      'BULAN : JUNI',
      ',KODE,URAIAN,,PROGRES',
      'x,a,b,g,j,k,l,m,n,o',
      ',5,BELANJA,100,50,"40,5",,,20,20',
    ].join('\n')
    const { events } = readBody('opd-lra-fisik-keuangan-csv', sheet)
    expect(dataOf(events[0])).toMatchObject({
      asOf: '2026-06-30',
      planned: 50,
      physical: 40.5,
      financial: 20,
      budget: 100,
    })
  })

  test('HXL readings carry the region and a blank is not reported', () => {
    const sheet =
      'Kode,Nama,Desa,Nilai,Tgl\n#indicator+code,#indicator+name,#adm3+code,#indicator+value,#date\n'
    const { events } = readBody(
      'hxl-csv',
      `${sheet}air,Air bersih,52.02.04,81.5,2026-06-30\nair,Air bersih,52.02.05,,2026-06-30`,
    )
    expect(events.map((event) => [event.subject, event.region, dataOf(event)['value']])).toEqual([
      ['air', '52.02.04', 81.5],
      ['air', '52.02.05', null],
    ])
  })
})

test('a SensorThings page gives each thing its water level by its own marks, and names the next page', () => {
  const thing = {
    '@iot.id': 7,
    name: 'AWLR Tiwu',
    Locations: [
      { location: { type: 'Point', coordinates: [116.3, -8.7] }, encodingType: 'application/vnd.geo+json' },
    ],
    Datastreams: [
      { name: 'Baterai', Observations: [{ phenomenonTime: '2026-01-18T22:41:00Z', result: 3.6 }] },
      {
        name: 'Tinggi muka air',
        unitOfMeasurement: { symbol: 'cm' },
        properties: { siaga1: 250, siaga2: 180, siaga3: 120 },
        Observations: [
          { phenomenonTime: '2026-01-18T22:41:00Z', result: 182.4 },
          { phenomenonTime: '2026-01-18T21:41:00Z', result: 90 },
        ],
      },
    ],
  }
  const body = JSON.stringify({ '@iot.nextLink': 'http://x/v1.1/Things?$skip=1', value: [thing] })
  const [event] = readBody('sensorthings', body).events
  expect(event).toMatchObject({ subject: 'sensorthings:7', time: '2026-01-18T22:41:00.000Z' })
  expect(dataOf(event)).toMatchObject({ kind: 'water-level', value: 182.4, level: 2, unit: 'cm' })
  expect(readerOf('sensorthings').more?.(body)).toEqual(['http://x/v1.1/Things?$skip=1'])
})

test('a SensorThings service is a feed by its address, its things asked for with their newest observations', () => {
  const [feed] = sensorFeeds('awlr=http://127.0.0.1:8080/FROST/v1.1')
  expect(feed).toMatchObject({ name: 'awlr', reader: { format: 'sensorthings' } })
  expect(decodeURI(feed?.url ?? '')).toMatch(
    /^http:\/\/127\.0\.0\.1:8080\/FROST\/v1\.1\/Things\?\$expand=Locations,/,
  )
  expect(() => sensorFeeds('ftp://x')).toThrow('not an http')
})
