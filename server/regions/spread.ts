import type { Borders } from './borders.ts'
import type { Square } from './squares.ts'

/** A box in cells: `west` and `south` in degrees, and cells to a degree. */
interface Frame {
  west: number
  south: number
  perLon: number
  perLat: number
}

/** Of a part's side: more than arithmetic errs. */
const hair = 1e-6

/** The steps that run through each of `count` by `count` parts of a square, row by row, with a hair's breadth to spare. */
export function spread(square: Square, borders: Borders, frame: Frame, count: number): number[][] {
  const parts: number[][] = Array.from({ length: count * count }, () => none)
  const { west, south, perLon, perLat } = frame
  const scale = count / square.side
  for (const step of square.steps) {
    const at = 4 * step
    let x = ((borders.steps[at]! - west) * perLon - square.column) * scale
    let y = ((borders.steps[at + 1]! - south) * perLat - square.row) * scale
    let toX = ((borders.steps[at + 2]! - west) * perLon - square.column) * scale
    let toY = ((borders.steps[at + 3]! - south) * perLat - square.row) * scale
    if (y > toY) [x, y, toX, toY] = [toX, toY, x, y]
    const slope = toY > y ? (toX - x) / (toY - y) : 0
    const top = Math.min(count - 1, Math.floor(toY + hair))
    for (let row = Math.max(0, Math.floor(y - hair)); row <= top; row++) {
      const from = toY > y ? x + slope * (Math.max(y, row) - y) : x
      const to = toY > y ? x + slope * (Math.min(toY, row + 1) - y) : toX
      const last = Math.min(count - 1, Math.floor(Math.max(from, to) + hair))
      for (let column = Math.max(0, Math.floor(Math.min(from, to) - hair)); column <= last; column++) {
        const n = row * count + column
        if (parts[n] === none) parts[n] = []
        parts[n]!.push(step)
      }
    }
  }
  return parts
}

const none: number[] = []
