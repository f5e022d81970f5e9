import type { Box } from './rings.ts'

/** Cells to a side: 2 MB, which a processor keeps near, and on land 19 points in 20 need no polygon. */
export const size = 1024
/** Cells to a side of the blocks that are far out as a whole. */
const block = 16

/** Patches of 8 by 8 cells, 128 to a side. */
const patchBits = 3
const patchRowBits = 7

/** Answers of a cell besides numbers from 0 on. `unsure`: a border runs through it, or nobody has said; look closely. */
export const outside = -1
export const unsure = -2
const unasked = -3
const mixed = -5
/** Nothing but sea: whose it is depends on the shore that is nearest. */
export const sea = -4

/**
 * A table of answers, small whole numbers, over a box. Blocks that are `far` from everything (place, radius in degrees)
 * are outside, cells that a border touches unsure; between borders one question per row and run settles all the rest,
 * and `settleSea` what that answers as sea.
 */
export function cells(
  box: Box,
  borders: Float64Array[],
  answerAt: (lon: number, lat: number) => number,
  far: (lon: number, lat: number, radius: number) => boolean,
  settle: (table: Int16Array) => void = () => undefined,
) {
  const [west, south, east, north] = box
  const perLon = size / (east - west)
  const perLat = size / (north - south)
  const table = new Int16Array(size * size).fill(unasked)
  for (const border of borders)
    for (let n = 0; n + 3 < border.length; n += 2) touch(table, border, n, west, south, perLon, perLat)

  const radius = Math.hypot(block / perLon, block / perLat) / 2
  for (let row = 0; row < size; row += block)
    for (let column = 0; column < size; column += block)
      if (far(west + (column + block / 2) / perLon, south + (row + block / 2) / perLat, radius))
        for (let n = row; n < row + block; n++)
          table.fill(outside, n * size + column, n * size + column + block)

  for (let row = 0; row < size; row++) {
    let answer: number | undefined
    for (let column = 0; column < size; column++) {
      if (table[row * size + column] !== unasked) answer = undefined
      else {
        answer ??= answerAt(west + (column + 0.5) / perLon, south + (row + 0.5) / perLat)
        table[row * size + column] = answer
      }
    }
  }
  settle(table)
  const patches = patchesOf(table)
  return (lon: number, lat: number): number => {
    const x = (lon - west) * perLon
    const y = (lat - south) * perLat
    if (!(x >= 0 && y >= 0 && x < size && y < size)) return unsure
    const column = x | 0
    const row = y | 0
    const all = patches[((row >> patchBits) << patchRowBits) | (column >> patchBits)] ?? mixed
    return all === mixed ? (table[row * size + column] ?? unsure) : all
  }
}

/** What all cells of a patch answer, or mixed: 32 kB, in which most points end. */
function patchesOf(table: Int16Array): Int16Array {
  const side = 1 << patchBits
  const patches = new Int16Array(1 << (2 * patchRowBits)).fill(mixed)
  for (let row = 0; row < size; row += side)
    for (let column = 0; column < size; column += side) {
      const answer = table[row * size + column] ?? mixed
      let same = true
      for (let n = row; same && n < row + side; n++)
        for (let at = n * size + column; same && at < n * size + column + side; at++)
          same = table[at] === answer
      if (same) patches[((row >> patchBits) << patchRowBits) | (column >> patchBits)] = answer
    }
  return patches
}

/** Marks the cells that one step of a border runs through, with a hair's breadth to spare. */
function touch(
  table: Int16Array,
  border: Float64Array,
  n: number,
  west: number,
  south: number,
  perLon: number,
  perLat: number,
) {
  let [x, y] = [((border[n] ?? 0) - west) * perLon, ((border[n + 1] ?? 0) - south) * perLat]
  let [endX, endY] = [((border[n + 2] ?? 0) - west) * perLon, ((border[n + 3] ?? 0) - south) * perLat]
  if (y > endY) [x, y, endX, endY] = [endX, endY, x, y]
  const slope = endY > y ? (endX - x) / (endY - y) : 0
  const hair = 1e-6
  const top = Math.min(size - 1, Math.floor(endY + hair))
  for (let row = Math.max(0, Math.floor(y - hair)); row <= top; row++) {
    const from = endY > y ? x + slope * (Math.max(y, row) - y) : x
    const to = endY > y ? x + slope * (Math.min(endY, row + 1) - y) : endX
    const first = Math.max(0, Math.floor(Math.min(from, to) - hair))
    const last = Math.min(size - 1, Math.floor(Math.max(from, to) + hair))
    if (first <= last) table.fill(unsure, row * size + first, row * size + last + 1)
  }
}
