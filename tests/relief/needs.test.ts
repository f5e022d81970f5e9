import { expect, test } from 'vitest'
import type { Geometry } from '../../shared/events/geometry.ts'
import { needLines, rationsOf } from '../../shared/relief/rations.ts'
import { nearestFree, proposedFor } from '../../shared/relief/free.ts'
import { shakenArea, shakenRadiusKm } from '../../shared/relief/shake.ts'
import { firstRations } from '../../server/regions/first-rations.ts'
import { flood, running } from '../http/running.ts'
import { point, Room } from '../shared/told.ts'

const stock = (change: string, amount: number, subject = 'beras@gudang') => ({
  type: 'stock.changed' as const,
  subject,
  data: { item: 'beras', title: 'Beras', unit: 'kg', change, amount, place: 'Gudang BPBD' },
})

test('needs by the ration table stand against what came, went and lies there', () => {
  const room = new Room().tell(
    stock('received', 100.1),
    stock('received', 0.2),
    stock('distributed', 40),
    stock('counted', 50),
    stock('needed', 900, 'beras@kuta'),
  )
  const rations = rationsOf(firstRations)
  expect(rations.items.length).toBeGreaterThan(2)
  const [rice, water] = needLines({ people: [500, 1000] }, rations, room.situation.stock.values())
  expect(rice).toMatchObject({
    computed: [600, 1200],
    asked: 900,
    received: 100.3,
    distributed: 40,
    inStock: 50,
    short: [810, 1110],
  })
  // Nobody said anything of water: that nothing is there is not known.
  expect(water).toMatchObject({ item: 'air-bersih', computed: [22_500, 45_000] })
  expect(water).not.toHaveProperty('short')
  const [unknown] = needLines(undefined, rations, [])
  expect(unknown).not.toHaveProperty('short')
})

test('the nearest of its kind with something free is proposed for a task, never a full one', () => {
  const tanker = (subject: string, longitude: number, used: number) => ({
    type: 'resource.reported' as const,
    subject,
    data: { kind: 'tangki-air', name: subject, capacity: 2, used, geometry: point(longitude, -8.7) },
  })
  const room = new Room().tell(
    { type: 'incident.reported', subject: 'i', data: { hazard: 'kekeringan', level: 2, title: 'x', geometry: point(116.3, -8.7) } }, // prettier-ignore
    tanker('dekat', 116.31, 2),
    tanker('sedang', 116.4, 1),
    tanker('jauh', 116.5, 0),
    { type: 'resource.reported', subject: 'a', data: { kind: 'ambulans', name: 'a', capacity: 1, geometry: point(116.3, -8.7) } }, // prettier-ignore
  )
  const task = { incident: 'i', title: 'Kirim tangki air bersih' }
  expect(proposedFor(room.situation, task)).toMatchObject({ resource: { id: 'sedang' }, free: 1 })
  expect(proposedFor(room.situation, { ...task, title: 'Laporkan' })).toBeUndefined()
  room.tell(tanker('dekat', 116.31, 1))
  expect(nearestFree(room.situation.resource.values(), ['tangki-air'], [116.3, -8.7])?.resource.id).toBe(
    'dekat',
  )
})

test('a magnitude says how far a strong shaking goes, at first guess', () => {
  expect([4, 6, 6.9].map((magnitude) => shakenRadiusKm(magnitude))).toEqual([0, 38, 112])
})

test('more than lies there is not handed out, and an agency moves its own stock alone', async () => {
  const server = await running()
  const say = (id: string, data: Record<string, unknown>, key?: string) =>
    server.tell(flood({ id, type: 'stock.changed', subject: 's' }, { item: 'beras', title: 'Beras', unit: 'kg', ...data }), key) // prettier-ignore
  const dinsos = server.key('agency:dinsos')
  expect((await say('1', { change: 'received', amount: 5, agency: 'dinsos' }, dinsos)).status).toBe(201)
  const over = await say('2', { change: 'distributed', amount: 6 })
  expect([over.status, over.body.detail]).toEqual([409, 'only 5 kg lie there: count them first'])
  expect((await say('3', { change: 'distributed', amount: 5 }, dinsos)).status).toBe(201)
  expect((await say('4', { change: 'received', amount: 1 }, server.key('agency:pu'))).status).toBe(403)
  expect((await say('5', { change: 'received', amount: -1 })).body.errors[0]?.field).toBe('data.amount')
})

test('the area of a shake map is made of contours and of districts, the newest word on each, as far as it shook so', () => {
  const square = (x: number) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [x, 0],
        [x + 1, 0],
        [x + 1, 1],
        [x, 0],
      ] as [number, number][],
    ],
  })
  const outlines = new Map([
    ['52.02.01', square(10)],
    ['52.02.02', square(20)],
  ])
  const nowhere: Geometry = { type: 'Point', coordinates: [0, 0] }
  const said = (id: string, region: string, value: number, at: string, geometry: Geometry = nowhere) => ({
    ...{ id, region, value, at, kind: 'intensity', geometry },
  })
  const observations = [
    said('a', '52.02.01', 6.4, '2018-08-05'),
    said('b', '52.02.02', 7, '2018-07-29'),
    said('c', '52.02.02', 5, '2018-08-05'),
    said('kontur', '', 6, '2018-08-05', square(30)),
    said('lain', '52.01', 9, '2018-08-05'),
  ]
  expect(shakenArea(observations, outlines, 6)).toEqual({
    ...{ type: 'MultiPolygon', coordinates: [square(10).coordinates, square(30).coordinates] },
  })
  expect(shakenArea(observations, outlines, 8)).toBeUndefined()
})
