import fc from 'fast-check'
import { expect, it } from 'vitest'
import { finder, flattened } from '../../server/regions/finder.ts'
import { settleSea } from '../../server/regions/sea.ts'
import { kmPerDegree } from '../../server/regions/strips.ts'

const size = 64
const [mark, outside, unsure] = [-4, -1, -2]
const shrink = 0.9
const reachKm = 5
const spot = fc.tuple(
  fc.double({ min: 0, max: 0.2, noNaN: true }),
  fc.double({ min: 0, max: 0.2, noNaN: true }),
)

it('a settled cell of the sea says of every point in it which shore is nearest, and how far the reach goes', () => {
  fc.assert(
    fc.property(
      fc.array(spot, { minLength: 2, maxLength: 6 }),
      fc.array(spot, { minLength: 60, maxLength: 60 }),
      (islands, asked) => {
        const areas = islands.flatMap(([x, y], n) =>
          flattened(String(n), {
            type: 'MultiPolygon',
            coordinates: [
              [
                [
                  [x, y],
                  [x + 0.01, y],
                  [x, y + 0.01],
                  [x, y],
                ],
              ],
            ],
          }),
        )
        const table = new Int16Array(size * size).fill(mark)
        const box: [number, number, number, number] = [0, 0, 0.25, 0.25]
        const settled = ([code = '']: string[]) => Number(code)
        settleSea(
          { table, size, box, shrink, mark, reach: reachKm / kmPerDegree, outside, unsure, settled },
          [areas],
        )
        const { near } = finder(areas, shrink)
        expect(table.includes(mark)).toBe(false)
        for (const [x, y] of asked) {
          const answer = table[Math.floor((y / 0.25) * size) * size + Math.floor((x / 0.25) * size)]
          if (answer === outside) expect(near(x, y, reachKm)).toBeUndefined()
          else if (answer !== unsure) expect(near(x, y, reachKm)).toBe(String(answer))
        }
      },
    ),
    { numRuns: 40, seed: 3 },
  )
})
