import { layers, type Borders } from './borders.ts'
import { nearest, nearTo } from './shore.ts'
import { outside, sea, unsure, type Square } from './squares.ts'

const doubt = 2
/** Of the products' size: the sign of a nearer difference may be rounding (Shewchuk's bound is 3.4e-16). */
const rounding = 4e-16

/**
 * Whether a step toggles on which side of a polygon's border a point of a cell lies, 0 or 1; `doubt`: the point is on it.
 * Crossings west of the point are counted, and for an end of the step west of the cell's middle what goes on from
 * there: so the steps that run through the cell tell all, but for one bit that is the same all over the cell.
 */
function toggles(steps: Float64Array, step: number, lon: number, lat: number, middle: number): number {
  const x = steps[4 * step]!
  const y = steps[4 * step + 1]! - lat
  const toX = steps[4 * step + 2]!
  const toY = steps[4 * step + 3]! - lat
  const ends = (x < middle && y > 0 ? 1 : 0) ^ (toX < middle && toY > 0 ? 1 : 0)
  if (y > 0 ? toY > 0 : y < 0 && toY < 0) return ends
  const left = (toX - lon) * y
  const right = (x - lon) * toY
  const turn = left - right
  if (Math.abs(turn) <= rounding * (Math.abs(left) + Math.abs(right))) return doubt
  return ends ^ ((turn > 0 ? toY > 0 && y <= 0 : toY <= 0 && y > 0) ? 1 : 0)
}

interface Test {
  answer: number
  /** 1: holds where its steps toggle nothing. */
  base: number
  steps: number[]
}

interface Asked {
  /** What a point answers that a polygon holds. */
  answerOf: (layer: number, polygon: number) => number
  /** What a cell of sea answers as a whole; undefined where it depends on the point. */
  settled: (square: Square) => number | undefined
  /** What a point at sea answers that is nearest to a step of that layer, within so many degrees of latitude. */
  shoreOf: (step: number) => number
  shore: number
  reach: number
}

/**
 * Cells that a border runs through, number after number in one table, so that a point touches few lines of memory:
 * tests of polygons, one after another (what it answers; base and count of its steps; those), then what is
 * answered where all fail: an answer, or `sea` and the steps of districts and of villages that may be nearest.
 */
export function leaves(borders: Borders, asked: Asked) {
  const { steps, polygonOf } = borders
  let table = new Int32Array(1 << 14)
  let length = 0
  const add = (...numbers: number[]): void => {
    if (length + numbers.length > table.length) {
      const wider = new Int32Array(2 * table.length + numbers.length)
      wider.set(table)
      table = wider
    }
    table.set(numbers, length)
    length += numbers.length
  }
  const same = (one: number, other: number) => {
    const at = (step: number, n: number) => steps[4 * step + n]!
    const alike = (a: number, b: number) =>
      at(one, 0) === at(other, a) &&
      at(one, 1) === at(other, a + 1) &&
      at(one, 2) === at(other, b) &&
      at(one, 3) === at(other, b + 1)
    return alike(0, 2) || alike(2, 0)
  }

  /** The tests of a cell, and what is answered where they fail; null: a border runs through its very middle. */
  const tests = (square: Square): { tests: Test[]; rest: number } | null => {
    const found: Test[] = []
    for (const layer of layers.keys()) {
      for (const polygon of square.touching[layer]!) {
        const its = square.steps.filter((step) => polygonOf[step] === polygon)
        const answer = asked.answerOf(layer, polygon)
        let base = borders.holds(polygon, square.lon, square.lat) ? 1 : 0
        for (const step of its) {
          const toggled = toggles(steps, step, square.lon, square.lat, square.lon)
          if (toggled === doubt) return null
          base ^= toggled
        }
        const before = found.find(
          (test) =>
            test.steps.length === its.length &&
            its.every((one) => test.steps.some((other) => same(one, other))),
        )
        // The same border as seen from its other side: where that one failed this one holds.
        if (before && before.base !== base) return { tests: found, rest: answer }
        if (!before) found.push({ answer, base, steps: its })
      }
      const cover = square.cover[layer]!
      if (cover >= 0) return { tests: found, rest: asked.answerOf(layer, cover) }
    }
    return { tests: found, rest: asked.settled(square) ?? sea }
  }

  /** Writes a cell down and answers where it stands. */
  const write = (square: Square): number => {
    const at = length
    const made = tests(square)
    add(made?.tests.length ?? 0)
    for (const { answer, base, steps: its } of made?.tests ?? [])
      add(answer, (its.length << 1) | base, ...its)
    add(made?.rest ?? unsure)
    if (made?.rest === sea) {
      const near = nearTo(square, borders, asked.shore).steps
      add(near.length, ...near)
    }
    return at
  }

  const offshore = (at: number, lon: number, lat: number): number => {
    const found = nearest(borders, table, at + 1, at + 1 + table[at]!, lon, lat, asked.reach)
    return found < 0 ? outside : asked.shoreOf(found)
  }

  /** What a point of the cell that stands at `at` answers; `middle`: the cell's, degrees of longitude. */
  const read = (at: number, lon: number, lat: number, middle: number): number => {
    let n = at + 1
    for (let left = table[at]!; left > 0; left--) {
      const answer = table[n]!
      let inside = table[n + 1]! & 1
      const end = n + 2 + (table[n + 1]! >> 1)
      for (n += 2; n < end; n++) {
        const toggled = toggles(steps, table[n]!, lon, lat, middle)
        if (toggled === doubt) return unsure
        inside ^= toggled
      }
      if (inside) return answer
    }
    const rest = table[n]!
    return rest === sea ? offshore(n + 1, lon, lat) : rest
  }
  return { write, read }
}
