import { readFileSync } from 'node:fs'
import { feature } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { expect, test } from 'vitest'
import { areaFault, isArea, type Area } from '../../shared/events/area.ts'
import { Areas } from '../../shared/region.ts'
import { estimatePeople, type VillageArea } from '../../shared/relief/estimate.ts'
import type { Geometry } from '../../shared/events/geometry.ts'
import type { Population } from '../../shared/situation/items.ts'
import { Room } from '../shared/told.ts'

const topology = Areas.parse(JSON.parse(readFileSync('public/regions/52.02/areas.topojson', 'utf8')))
const shapes = feature(topology as unknown as Topology, topology.objects.village as never) as unknown as {
  features: { properties: { code: string }; geometry: Geometry }[]
}
const villages: VillageArea[] = shapes.features.flatMap(({ properties: { code }, geometry }) =>
  isArea(geometry) ? { code, geometry } : [],
)
const people = (code: string): number => 500 + (Number(code.slice(-4)) % 97) * 61
const population = new Map<string, Population>(
  villages.map(({ code }) => [code, { id: code, seq: 1, people: people(code), asOf: '2026-06-30' }]),
)
const drawn: Area = {
  type: 'Polygon',
  coordinates: [
    [[116.21, -8.9], [116.36, -8.88], [116.33, -8.74], [116.27, -8.79], [116.2, -8.72], [116.21, -8.9]], // prettier-ignore
  ],
}

/** Whether a point lies inside, by counting how many edges a ray to the east crosses; holes count out again. */
function inside([x, y]: [number, number], shape: Area): boolean {
  const rings = shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()
  let crossings = 0
  for (const ring of rings)
    for (let at = 1; at < ring.length; at++) {
      const [[ax = 0, ay = 0] = [], [bx = 0, by = 0] = []] = [ring[at - 1], ring[at]]
      if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) crossings++
    }
  return crossings % 2 === 1
}

/** People by points laid 0.001° apart over every village: nothing of the product's geometry takes part. */
function bySampling(zone: Area): number {
  return villages.reduce((sum, { code, geometry }) => {
    const points = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()).flat()
    const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)]
    let [all, within] = [0, 0]
    for (let x = Math.min(...xs); x <= Math.max(...xs); x += 0.001)
      for (let y = Math.min(...ys); y <= Math.max(...ys); y += 0.001) {
        if (!inside([x, y], geometry)) continue
        all++
        if (inside([x, y], zone)) within++
      }
    return all === 0 ? sum : sum + (people(code) * within) / all
  }, 0)
}

test('the estimate for a drawn polygon agrees with points sampled, which lie between its least and its most', () => {
  const estimate = estimatePeople(drawn, villages, population, 0)
  const apart = bySampling(drawn)
  expect(apart).toBeGreaterThan(20_000)
  expect(Math.abs(estimate.likely - apart) / apart).toBeLessThan(0.01)
  expect(estimate.people[0]).toBeLessThan(apart)
  expect(estimate.people[1]).toBeGreaterThan(apart)
  const rough = estimatePeople(drawn, villages, population, 0.5)
  expect(rough.likely).toBe(estimate.likely)
  expect(rough.people[0]).toBeLessThan(estimate.people[0])
  expect(rough.people[1]).toBeGreaterThan(estimate.people[1])
})

test('half a village holds a quarter to three quarters of its people; a whole one all; what is not counted is named', () => {
  const square = (west: number, east: number): Area => ({
    type: 'Polygon',
    coordinates: [[[west, -9], [east, -9], [east, -8.99], [west, -8.99], [west, -9]]], // prettier-ignore
  })
  const two = [
    { code: 'a', geometry: square(116, 116.01) },
    { code: 'b', geometry: square(116.01, 116.02) },
  ]
  const counted = new Map<string, Population>([
    ['a', { id: 'a', seq: 1, people: 1000, households: 300, asOf: '2026-06-30' }],
  ])
  const half = estimatePeople(square(116.005, 116.02), two, counted, 0)
  expect(half).toMatchObject({ people: [250, 750], households: [75, 225], likely: 500, unknown: ['b'] })
  expect(half.elderly).toBeUndefined()
  const whole = estimatePeople(square(115.9, 116.1), two, counted, 0)
  expect(whole.people).toEqual([1000, 1000])
  expect(estimatePeople(square(117, 117.1), two, counted, 0.5).people).toEqual([0, 0])
  // Smaller than the error of the borders: perhaps nobody.
  expect(estimatePeople(square(116.004, 116.006), two, counted, 0.5).people[0]).toBe(0)
})

test('an area whose line crosses itself is refused by its field', () => {
  const bow = { type: 'Polygon', coordinates: [[[116, -9], [116.2, -8.8], [116.2, -9], [116, -8.8], [116, -9]]] } // prettier-ignore
  expect(areaFault(bow as Geometry)).toMatch(/crosses itself at 116\.1\d*, -8\.9/)
  expect(areaFault(drawn)).toBeUndefined()
  const told = { people: [1, 2], from: 'drawn', villages: 1, partial: 1, unknown: 0 }
  const estimated = (geometry: object) => () =>
    new Room().tell({ type: 'incident.estimated', subject: 'x', data: { ...told, geometry } })
  expect(estimated(bow)).toThrow(/data\.geometry.*crosses itself/)
  expect(estimated({ type: 'Point', coordinates: [116, -9] })).toThrow(/data\.geometry.*Polygon/)
  expect(estimated(drawn)).not.toThrow()
})
