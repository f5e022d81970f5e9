import type { Area } from './finder.ts'
import type { Box } from './rings.ts'

/** One step of an area's border: from (x, y) by (dx, dy), in degrees of latitude; the longitude is shrunk to them. */
interface Step {
  x: number
  y: number
  dx: number
  dy: number
  code: string
}

/** A square table over a box whose cells at sea are to be settled. */
interface Sea {
  table: Int16Array
  /** Cells to a side, a power of two. */
  size: number
  box: Box
  shrink: number
  /** What stands in a cell that is sea from border to border. */
  mark: number
  /** So far from the shore counts, degrees of latitude; beyond it a cell gets `outside`. */
  reach: number
  outside: number
  /** What a cell gets where border and point answer alike; undefined: look closely there. */
  settled: (nearest: string[]) => number | undefined
  unsure: number
}

/**
 * Settles the cells of the sea by quarters: a square whose nearest area is the same from corner to corner is done at once,
 * the others are cut in four, and each quarter looks only at those steps of the borders that can still be nearest.
 */
export function settleSea(sea: Sea, layers: Area[][]): void {
  const { table, size, box, shrink, mark, reach, outside, unsure, settled } = sea
  const [west, south, east, north] = box
  const [wide, high] = [((east - west) * shrink) / size, (north - south) / size]

  const has = (column: number, row: number, side: number): boolean => {
    for (let n = row; n < row + side; n++)
      if (table.subarray(n * size + column, n * size + column + side).includes(mark)) return true
    return false
  }
  const fill = (column: number, row: number, side: number, answer: number) => {
    for (let n = row; n < row + side; n++)
      for (let at = n * size + column; at < n * size + column + side; at++)
        if (table[at] === mark) table[at] = answer
  }

  const look = (column: number, row: number, side: number, before: Step[][]): void => {
    if (!has(column, row, side)) return
    const x = west * shrink + (column + side / 2) * wide
    const y = south + (row + side / 2) * high
    // A hair more than half the diagonal, for what rounding takes.
    const radius = (Math.hypot(side * wide, side * high) / 2) * 1.001 + 1e-9
    const near = before.map((steps) => nearest(steps, x, y, 2 * radius))
    const least = near[0]?.least ?? Infinity
    if (least - radius > reach) return fill(column, row, side, outside)
    const codes = near.map(({ steps }) =>
      steps.every(({ code }) => code === steps[0]?.code) ? steps[0]?.code : undefined,
    )
    if (least + radius <= reach && codes.every((code) => code !== undefined))
      return fill(column, row, side, settled(codes) ?? unsure)
    if (side === 1) return fill(column, row, side, unsure)
    const half = side / 2
    const kept = near.map(({ steps }) => steps)
    for (const [dx, dy] of [
      [0, 0],
      [half, 0],
      [0, half],
      [half, half],
    ] as const)
      look(column + dx, row + dy, half, kept)
  }
  look(
    0,
    0,
    size,
    layers.map((areas) => stepsOf(areas, shrink)),
  )
}

/** The steps within `more` of the nearest one, and how far that is. */
function nearest(steps: Step[], x: number, y: number, more: number): { least: number; steps: Step[] } {
  const far = new Float64Array(steps.length)
  let least = Infinity
  for (let n = 0; n < steps.length; n++) {
    const step = steps[n]!
    const [fromX, fromY] = [step.x - x, step.y - y]
    const length = step.dx ** 2 + step.dy ** 2 || 1
    const t = Math.max(0, Math.min(1, -(fromX * step.dx + fromY * step.dy) / length))
    const one = Math.sqrt((fromX + step.dx * t) ** 2 + (fromY + step.dy * t) ** 2)
    far[n] = one
    if (one < least) least = one
  }
  return { least, steps: steps.filter((_, n) => far[n]! <= least + more) }
}

function stepsOf(areas: Area[], shrink: number): Step[] {
  const steps: Step[] = []
  for (const { code, rings } of areas)
    for (const ring of rings)
      for (let n = 0; n + 3 < ring.length; n += 2) {
        const [x = 0, y = 0, endX = 0, endY = 0] = ring.subarray(n, n + 4)
        steps.push({ x: x * shrink, y, dx: (endX - x) * shrink, dy: endY - y, code })
      }
  return steps
}
