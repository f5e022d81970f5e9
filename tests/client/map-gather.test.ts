import type { Feature } from 'geojson'
import { expect, test } from 'vitest'
import { Gathering } from '../../client/map/gather.ts'

const at = (id: string, lon: number, lat: number, overdue = 0): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties: { id, overdue },
})

/** Seeded, so that a failure comes again. */
function random(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

test('one change among many points changes one or two drawn features, and the rest stands', () => {
  const next = random(7)
  const gathering = new Gathering('overdue', 40)
  gathering.zoom(10)
  for (let n = 0; n < 10_000; n++) gathering.set(`t${n}`, at(`t${n}`, 116 + next() * 0.5, -9 + next() * 0.5))
  expect(gathering.features().length).toBeLessThan(1_000)
  gathering.set('t5', at('t5', 116.4, -8.6, 1))
  const { add, remove } = gathering.changes()
  expect(add.length + remove.length).toBeLessThanOrEqual(2)
  expect(add.some(({ properties }) => properties?.overdue === 1)).toBe(true)
})

test.each([1, 2, 3])('kept up by changes it draws what it draws made anew, seed %i', (seed) => {
  const next = random(seed)
  const kept = new Gathering('overdue', 40)
  kept.zoom(9.7)
  const points = new Map<string, ReturnType<typeof at>>()
  const drawn = new Map<string, unknown>()
  for (let round = 0; round < 2_000; round++) {
    const id = `t${Math.floor(next() * 300)}`
    const gone = next() < 0.3
    const point = at(id, 116 + Math.floor(next() * 64) / 128, -9 + Math.floor(next() * 64) / 128, round % 2)
    if (gone) points.delete(id)
    else points.set(id, point)
    kept.set(id, gone ? undefined : point)
    const { add, remove } = kept.changes()
    for (const key of remove) drawn.delete(key)
    for (const feature of add) drawn.set(String(feature.properties?.id), feature.properties)
  }
  const anew = new Gathering('overdue', 40)
  anew.zoom(9.7)
  for (const [id, point] of points) anew.set(id, point)
  const made = new Map(anew.features().map(({ properties }) => [String(properties?.id), properties]))
  expect(Object.fromEntries(drawn)).toEqual(Object.fromEntries(made))
})

test('a zoom that lies close shows every point where it is', () => {
  const gathering = new Gathering('overdue', 40)
  gathering.zoom(8)
  gathering.set('a', at('a', 116.2, -8.7))
  gathering.set('b', at('b', 116.2001, -8.7001, 1))
  expect(gathering.features().map(({ properties }) => properties?.point_count)).toEqual([2])
  expect(gathering.zoom(16)).toBe(true)
  expect(gathering.features()).toHaveLength(2)
  expect(gathering.zoom(17)).toBe(false)
})
