import { describe, expect, test } from 'vitest'
import { Gathered, type Point } from '../../client/map/gather.ts'
import type { Box } from '../../client/map/view.ts'
import { numbers } from '../bench/mix.ts'

const view: Box = [116, -9, 116.6, -8.5]
const at = (lon: number, lat: number, level = 0, halo = 0): Point => ({ lon, lat, level, halo })

function gathered(zoom = 10): Gathered {
  const made = new Gathered(44)
  made.look(zoom, 1, view)
  return made
}

describe('points that lie close', () => {
  test('are one mark with the worst level and halo among them, and never look calmer than one of them', () => {
    const marks = gathered()
    for (let n = 0; n < 500; n++) marks.put(`calm${n}`, at(116.3, -8.7))
    marks.put('awas', at(116.3, -8.7, 3))
    marks.put('late', at(116.3, -8.7, 0, 2))
    expect([...marks.marks.values()]).toMatchObject([{ count: 502, level: 3, halo: 2 }])
    marks.put('awas', undefined)
    marks.put('late', at(116.3, -8.7))
    expect([...marks.marks.values()]).toMatchObject([{ count: 501, level: 0, halo: 0 }])
  })

  test('part when the map comes nearer, and one alone stands where it is', () => {
    const marks = gathered()
    marks.put('a', { ...at(116.3, -8.7, 2), title: 'Banjir' })
    marks.put('b', at(116.31, -8.7))
    expect(marks.marks.size).toBe(1)
    marks.look(14, 1, [116.28, -8.72, 116.33, -8.68])
    expect([...marks.marks.values()]).toMatchObject([
      { lon: 116.3, lat: -8.7, level: 2, halo: 0, title: 'Banjir', count: 1 },
      { lon: 116.31, lat: -8.7, level: 0, halo: 0, title: undefined, count: 1 },
    ])
  })

  test('outside the view cost nothing to draw, and are there when the map moves to them', () => {
    const marks = gathered()
    marks.put('far', at(120, -8.7))
    expect(marks.marks.size).toBe(0)
    marks.look(10, 1, [119.8, -9, 120.4, -8.5])
    expect(marks.marks.size).toBe(1)
  })
})

test.each([1, 7, 42])(
  'marks kept by single changes are those of the same points put anew, seed %i',
  (seed) => {
    const random = numbers(seed)
    const kept = gathered()
    const points = new Map<string, Point>()
    for (let step = 0; step < 4_000; step++) {
      const id = `p${Math.floor(random() * 300)}`
      const point = at(115.8 + random(), -9.2 + random(), Math.floor(random() * 4), Math.floor(random() * 3))
      if (random() < 0.3) points.delete(id)
      else points.set(id, point)
      kept.put(id, points.get(id))
      if (step % 1_000 === 500) kept.look(9 + 3 * random(), 1, view)
    }
    kept.look(10, 1, view)
    const anew = gathered()
    for (const [id, point] of points) anew.put(id, point)
    const plain = (marks: Gathered) =>
      [...marks.marks]
        .map(([cell, { lon, lat, level, halo, count }]) => [
          cell,
          lon.toFixed(9),
          lat.toFixed(9),
          level,
          halo,
          count,
        ])
        .sort(([a], [b]) => Number(a) - Number(b))
    expect(plain(kept)).toEqual(plain(anew))
    expect(kept.marks.size).toBeGreaterThan(20)
  },
)
