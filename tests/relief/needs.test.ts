import { expect, test } from 'vitest'
import { needLines, rationsOf } from '../../shared/relief/rations.ts'
import { nearestFree, proposedFor } from '../../shared/relief/free.ts'
import { shakenRadiusKm } from '../../shared/relief/shake.ts'
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
