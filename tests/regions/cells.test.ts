import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cells, outside, unsure } from '../../server/regions/cells.ts'

const number = fc.nat(1000).map((n) => n / 1000)
const place = fc.tuple(number, number)

it('a cell that is sure has the one answer of all its points, whatever border runs through the box', () => {
  fc.assert(
    fc.property(place, place, place, fc.array(place, { minLength: 20, maxLength: 20 }), (a, b, c, asked) => {
      const border = Float64Array.from([...a, ...b, ...c, ...a])
      const side = (
        [x, y]: [number, number],
        [fromX, fromY]: [number, number],
        [toX, toY]: [number, number],
      ) => (toX - fromX) * (y - fromY) - (toY - fromY) * (x - fromX)
      const answerAt = (lon: number, lat: number) => {
        const sides = [side([lon, lat], a, b), side([lon, lat], b, c), side([lon, lat], c, a)]
        return sides.every((one) => one > 0) || sides.every((one) => one < 0) ? 1 : 0
      }
      const table = cells([0, 0, 1, 1], [border], answerAt, () => false)
      for (const [x, y] of asked) {
        const answer = table(x + 1e-7, y + 1e-7)
        if (answer !== unsure) expect(answer).toBe(answerAt(x + 1e-7, y + 1e-7))
      }
    }),
    { numRuns: 25, seed: 5 },
  )
})

it('most of a box with one border is sure, and beyond the box nothing is', () => {
  const table = cells(
    [0, 0, 1, 1],
    [Float64Array.from([0.5, 0, 0.5, 1])],
    (lon) => (lon < 0.5 ? 3 : 4),
    () => false,
  )
  expect([table(0.2, 0.2), table(0.8, 0.2), table(0.5, 0.5)]).toEqual([3, 4, unsure])
  expect([table(-0.1, 0.5), table(0.5, 1.1)]).toEqual([unsure, unsure])
})

it('blocks far from everything are outside without being asked for cell by cell', () => {
  let questions = 0
  const answerAt = () => (questions += 1)
  const table = cells([0, 0, 1, 1], [], answerAt, (lon) => lon > 0.5)
  expect(table(0.9, 0.1)).toBe(outside)
  expect(table(0.1, 0.1)).toBeGreaterThan(0)
  expect(questions).toBe(1024)
})
