import type { Borders } from './borders.ts'
import type { Box } from './rings.ts'
import { spread } from './spread.ts'
import { outside, sea, unsure, whole, within, type Square } from './squares.ts'

/** The box is 16 by 16 fields, a field 8 by 8 patches, and a patch that a border runs through 4 by 4 cells. */
const [fieldsAcross, fieldBits, patchBits] = [16, 3, 2]
const acrossBits = 4 + fieldBits
const patchesAcross = 1 << acrossBits
const size = patchesAcross << patchBits
const [fieldMask, patchMask] = [(1 << fieldBits) - 1, (1 << patchBits) - 1]

/** What stands in the tables besides answers: nobody asked yet; and from `leaf` down where a cell was written. */
const unasked = -4
const leaf = -5

/** A square that is cut, and the steps in each of its parts. */
interface Cut {
  square: Square
  parts: number[][]
}

interface Asked {
  /** What holds a square that no border runs through: a number below 32,768, `outside`, `sea` or `unsure`. */
  held: (square: Square) => number
  /** What a square of sea answers, from the shores around it; undefined where it depends on the point. */
  settled: (square: Square) => number | undefined
  /** Writes a cell down that answers not alike from border to border, and says where. */
  write: (cell: Square) => number
  /** What a point of it answers; `middle`: the cell's, degrees of longitude. */
  read: (at: number, lon: number, lat: number, middle: number) => number
  /** What a point answers where that is unsure. */
  closely: (cell: Square, lon: number, lat: number) => number
}

/**
 * Answers, whole numbers, for the points of a box: most patches answer alike from border to border, of the others a few
 * cells must know the borders in question. A field is looked at when a point in it is first asked about: a start costs
 * nothing, and a hundred thousand points no more than what they need.
 */
export function tree(box: Box, borders: Borders, { held, settled, write, read, closely }: Asked) {
  const [west, south, east, north] = box
  const perLon = size / (east - west)
  const perLat = size / (north - south)
  const middleOf = (column: number, wide = 1) => west + (column + wide / 2) / perLon
  const root: Cut = { square: whole(borders, size), parts: [] }
  const fields: (Cut | undefined)[] = []
  const cutPatches: (Cut | undefined)[] = []
  /** 32 kB, in which most points end. */
  const patches = new Int16Array(patchesAcross * patchesAcross).fill(unasked)
  /** Where the cells of a patch begin; 0: it is not cut. */
  const cellsOf = new Int32Array(patches.length)
  let cells = new Int32Array(1 << 12)
  let length = 1 << (2 * patchBits)

  /** Part `n` of a square that is cut into `count` by `count`. */
  const part = ({ square, parts }: Cut, n: number, count: number): Square => {
    const wide = square.side / count
    const column = square.column + (n % count) * wide
    const row = square.row + Math.floor(n / count) * wide
    const lat = south + (row + wide / 2) / perLat
    const radius = (Math.hypot(borders.shrink / perLon, 1 / perLat) / 2) * wide * 1.001 + 1e-9
    const where = { column, row, side: wide, lon: middleOf(column, wide), lat, radius, steps: parts[n]! }
    return within(square, borders, where)
  }
  const cut = (square: Square, count: number): Cut => {
    return { square, parts: spread(square, borders, { west, south, perLon, perLat }, count) }
  }
  /** Notes what holds each part from border to border; one question tells for all up to the next border of its row. */
  const note = (made: Cut, count: number, into: (n: number, answer: number) => void): void => {
    let answer: number | undefined
    made.parts.forEach((steps, n) => {
      if (steps.length > 0 || (n % count === 0 && made.square.steps.length > 0)) answer = undefined
      if (steps.length === 0) answer ??= held(part(made, n, count))
      into(n, answer ?? unsure)
    })
  }

  /** The field of a patch. */
  const field = (patch: number): Cut => {
    const [column, row] = [(patch & (patchesAcross - 1)) >> fieldBits, patch >> (acrossBits + fieldBits)]
    const n = row * fieldsAcross + column
    const known = fields[n]
    if (known) return known
    if (root.parts.length === 0) root.parts = cut(root.square, fieldsAcross).parts
    const made = (fields[n] = cut(part(root, n, fieldsAcross), 1 << fieldBits))
    const first = (row * patchesAcross + column) << fieldBits
    note(made, 1 << fieldBits, (one, answer) => {
      patches[first + (one >> fieldBits) * patchesAcross + (one & fieldMask)] = answer
    })
    return made
  }
  /** Looks at a patch for the first time: where its cells begin, or 0. */
  const open = (patch: number): number => {
    const n = (((patch >> acrossBits) & fieldMask) << fieldBits) | (patch & fieldMask)
    const square = part(field(patch), n, 1 << fieldBits)
    const whose = patches[patch] === sea ? settled(square) : undefined
    if (whose !== undefined) patches[patch] = whose
    if (patches[patch]! >= outside) return 0
    const made = (cutPatches[patch] = cut(square, 1 << patchBits))
    const first = length
    length += made.parts.length
    if (length > cells.length) {
      const wider = new Int32Array(2 * cells.length)
      wider.set(cells)
      cells = wider
    }
    note(made, 1 << patchBits, (one, answer) => (cells[first + one] = answer))
    return (cellsOf[patch] = first)
  }
  const cell = (patch: number, n: number) => part(cutPatches[patch]!, n, 1 << patchBits)
  /** Looks at a cell for the first time. */
  const ask = (patch: number, n: number, at: number): number => {
    const square = cell(patch, n)
    const whose = cells[at] === sea ? settled(square) : undefined
    return (cells[at] = whose ?? leaf - write(square))
  }

  return (lon: number, lat: number): number => {
    const x = (lon - west) * perLon
    const y = (lat - south) * perLat
    if (!(x >= 0 && y >= 0 && x < size && y < size)) return outside
    const [column, row] = [x | 0, y | 0]
    const patch = ((row >> patchBits) << acrossBits) | (column >> patchBits)
    const all = patches[patch]!
    if (all >= outside) return all
    const first = cellsOf[patch]! || open(patch)
    if (first === 0) return patches[patch]!
    const n = ((row & patchMask) << patchBits) | (column & patchMask)
    let answer = cells[first + n]!
    if (answer >= outside) return answer
    if (answer > leaf) answer = ask(patch, n, first + n)
    if (answer >= outside) return answer
    const found = read(leaf - answer, lon, lat, middleOf(column))
    return found === unsure ? closely(cell(patch, n), lon, lat) : found
  }
}
