import { describe, expect, test } from 'vitest'
import { changedIds } from '../../client/map/changed.ts'
import { labelPoint } from '../../client/map/label-point.ts'
import { layers, markLayers } from '../../client/map/layers/index.ts'
import { viewBox, type Box } from '../../client/map/view.ts'
import { warningsInForce } from '../../client/warnings.ts'
import { Region } from '../../shared/region.ts'
import { event, evening, folded, incident, point } from './told.ts'

const hour = 3_600_000
const view: Box = [116, -9, 116.6, -8.5]
const region = Region.parse({
  code: '52.02',
  name: 'Contoh',
  kind: 'Kabupaten',
  province: { code: '52', name: 'Contoh' },
  timeZone: 'Asia/Makassar',
  zone: 'WITA',
  bbox: [116, -9, 116.5, -8.5],
  centre: [116.25, -8.75],
  boundaries: { status: 'perkiraan', attribution: 'contoh' },
  built: '2018-08-05',
  districts: [],
  villages: [],
})
const quake = (seq: number, magnitude: number, lon: number, lat: number, at = evening) =>
  event(
    seq,
    'observation.made',
    `q${seq}`,
    {
      kind: 'earthquake',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      title: 'gempa',
      value: magnitude,
      details: { magnitude },
    },
    at,
  )
const named = <T extends { id: string }>(all: readonly T[], id: string): T => {
  const found = all.find((one) => one.id === id)
  if (!found) throw new Error(`no layer ${id}`)
  return found
}
const layer = (id: string) => named(layers, id)
const rain = event(1, 'warning.issued', 'w', {
  headline: 'Hujan lebat',
  hazard: 'cuaca-ekstrem',
  level: 1,
  issuer: 'BMKG',
  geometry: point,
  expires: new Date(evening + hour).toISOString(),
})
const markLayer = (id: string) => named(markLayers, id)

describe('layers', () => {
  test('an incident is drawn by its level and leaves with it', () => {
    const situation = folded([incident(1, 'a', 3)])
    expect(markLayer('incidents').point(situation, 'a', evening)?.level).toBe(3)
    expect(markLayer('incidents').point(situation, 'b', evening)).toBeUndefined()
  })

  test('a warning is drawn until it runs out, and the clock alone takes it away', () => {
    const situation = folded([rain])
    const ends = layer('warning-ends')
    expect(ends.feature(situation, 'w', evening, view)?.properties?.text).toMatch(/\ns\.d\. 20\.46$/)
    expect(ends.feature(situation, 'w', evening + hour, view)).toBeUndefined()
    expect([...(ends.aged?.(situation, evening, evening + hour) ?? [])]).toEqual(['w'])
    expect([...(ends.aged?.(situation, evening, evening + hour - 1) ?? [])]).toEqual([])
  })

  test('a complaint gets its first halo when three quarters of its time are over, the second at its deadline', () => {
    const due = new Date(evening + 4 * hour).toISOString()
    const data = { class: 'pengaduan', category: 'jalan', title: 'Jalan berlubang', channel: 'web', due }
    const situation = folded([event(1, 'ticket.opened', 't', { ...data, geometry: point })])
    const tickets = markLayer('tickets')
    const soon = Date.parse(situation.ticket.get('t')?.soon ?? '')
    const halo = (at: number) => tickets.point(situation, 't', at)?.halo
    expect([halo(soon - 60_000), halo(soon), halo(evening + 4 * hour)]).toEqual([0, 1, 2])
    expect([...(tickets.aged?.(situation, soon - 60_000, soon) ?? [])]).toEqual(['t'])
    expect([...(tickets.aged?.(situation, soon, soon + 60_000) ?? [])]).toEqual([])
    expect([...(tickets.aged?.(situation, soon, evening + 4 * hour) ?? [])]).toEqual(['t'])
  })

  test('an incident has the halo of the task that is latest', () => {
    const task = (seq: number, due: number) =>
      event(seq, 'task.assigned', `g${seq}`, {
        incident: 'a',
        agency: 'bpbd',
        title: 'Kirim perahu',
        due: new Date(evening + due * hour).toISOString(),
      })
    const situation = folded([incident(1, 'a'), task(2, 8), task(3, 4)])
    const { point: at, aged, also } = markLayer('incidents')
    expect([0, 3, 4].map((hours) => at(situation, 'a', evening + hours * hour)?.halo)).toEqual([0, 1, 2])
    expect([...(aged?.(situation, evening, evening + 3 * hour) ?? [])]).toEqual(['a'])
    expect(also?.about(situation, 'g3')).toBe('a')
  })

  test('an earthquake fades with its age and is gone after a week', () => {
    const situation = folded([quake(1, 7, 116.4, -8.3)])
    const quakes = layer('earthquakes')
    const ageAfter = (hours: number) =>
      quakes.feature(situation, 'q1', evening + hours * hour, view)?.properties?.age
    expect([0, 2, 30, 169].map(ageAfter)).toEqual(['hour', 'day', 'week', undefined])
    expect([...(quakes.aged?.(situation, evening, evening + 2 * hour) ?? [])]).toEqual(['q1'])
  })

  test('when the map moves, only what depends on what it looks at is made anew', () => {
    const situation = folded([rain])
    const rest = { situation, all: false, moved: false, touched: new Map(), before: evening, now: evening }
    const changed = (id: string, moved: boolean) => [...changedIds(layer(id), { ...rest, moved })]
    expect(changed('warning-ends', false)).toEqual([])
    expect(changed('warning-ends', true)).toEqual(['w'])
    expect(changed('warnings', true)).toEqual([])
  })

  test('every feature carries the id by which it is changed again', () => {
    const situation = folded([quake(2, 5, 116.2, -8.6)])
    expect(layer('earthquakes').feature(situation, 'q2', evening, view)?.properties?.id).toBe('q2')
  })
})

describe('the order of warnings', () => {
  const warned = (seq: number, id: string, level: number, hoursAgo: number, lastsHours: number) =>
    event(
      seq,
      'warning.issued',
      id,
      {
        headline: id,
        hazard: 'kekeringan',
        level,
        issuer: 'BMKG',
        expires: new Date(evening + lastsHours * hour).toISOString(),
      },
      evening - hoursAgo * hour,
    )

  test('is the worst first, then the newest, however long another lasts', () => {
    const situation = folded([
      warned(1, 'baru', 1, 0, 2),
      warned(2, 'lama', 1, 700, 400),
      warned(3, 'awas', 3, 5, 1),
    ])
    expect(warningsInForce(situation, evening).map(({ id }) => id)).toEqual(['awas', 'baru', 'lama'])
  })
})

describe('what the map shows', () => {
  const plain = viewBox(region, folded([]), evening)

  test('is the region with a margin', () => {
    expect(plain[0]).toBeLessThan(116)
    expect(plain[3]).toBeGreaterThan(-8.5)
  })

  test('takes in a strong earthquake of the last day nearby, and not a weak, old or far one', () => {
    const strong = viewBox(region, folded([quake(1, 6.9, 116.44, -8.26)]), evening)
    expect(strong[3]).toBeGreaterThan(-8.26)
    for (const other of [
      quake(1, 4.9, 116.44, -8.26),
      quake(1, 6.9, 116.44, -8.26, evening - 25 * hour),
      quake(1, 7, 119, -8.3),
    ])
      expect(viewBox(region, folded([other]), evening)).toEqual(plain)
  })
})

test('the name of a shape that lies around another is written within it, not in the hole', () => {
  const ring = (from: number, to: number) => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ]
  const [x = 0, y = 0] = labelPoint({ type: 'Polygon', coordinates: [ring(0, 10), ring(2, 9)] }) ?? []
  expect(Math.min(x, y)).toBeLessThan(2)
  expect(labelPoint({ type: 'Point', coordinates: [1, 1] })).toBeUndefined()
})
