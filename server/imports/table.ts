import { why } from '../../shared/events/reasons.ts'
import { decode } from '../feeds/decode.ts'
import { Unreadable } from '../feeds/feed.ts'
import { rowsOf } from '../feeds/sheet.ts'

export type Cell = string | number
interface Table {
  /** The headings by column, those of two lines joined: 'progres fisik renc'. */
  headings: string[]
  /** The rows below, each with its line in the file, from 1. */
  rows: { line: number; cells: Cell[] }[]
}

const mostRows = 200_000
const lines = 20

/** A workbook is a ZIP file, which begins so; anything else is CSV. */
const isWorkbook = (bytes: Uint8Array) =>
  Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'PK\u0003\u0004'

/** A sheet's cells: CSV, or the first (or named) sheet of an XLSX workbook. Throws Unreadable. */
export async function cellsOf(bytes: Buffer, sheet: string | undefined): Promise<Cell[][]> {
  if (!isWorkbook(bytes)) return rowsOf(decode(bytes))
  try {
    // Loaded with the first workbook: a start need not wait for it.
    const { readSheet } = await import('read-excel-file/node')
    const rows = await readSheet(bytes, sheet ?? 1)
    return rows.map((row) => row.map(plainCell))
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error)
    throw new Unreadable(why('sheet-unreadable', `no readable sheet: ${what}`))
  }
}

function plainCell(value: unknown): Cell {
  if (typeof value === 'number') return value
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'string' ? value.trim() : value === true ? 'ya' : ''
}

const plain = (cell: Cell | undefined) =>
  String(cell ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()

/** A line whose merged cells are filled to the right: a merged heading stands in its first cell only. */
function filled(upper: Cell[], lower: Cell[]): string[] {
  let last = ''
  return lower.map((_, at) => (last = plain(upper[at]) || last))
}

/** The headings of a line, or of it and the one below where the headings are merged over two lines. */
function headingsAt(cells: Cell[][], at: number, tall: boolean): string[] {
  const upper = cells[at] ?? []
  const lower = cells[at + 1] ?? []
  if (!tall) return upper.map(plain)
  const wide = filled(upper, upper.length > lower.length ? upper : lower)
  return wide.map((above, column) => {
    const below = plain(lower[column])
    return below === '' ? plain(upper[column]) : `${above} ${below}`.trim()
  })
}

/**
 * The table among cells: its line of headings is the one, or the two, within the first 20 in which `known` finds most fields.
 * Throws Unreadable where it finds none.
 */
export function readTable(cells: Cell[][], known: (headings: string[]) => number): Table {
  if (cells.length > mostRows) {
    const detail = `${cells.length} rows; at most ${mostRows} are taken`
    throw new Unreadable(why('sheet-too-long', detail, { rows: cells.length, most: mostRows }))
  }
  let best = { found: 0, headings: [] as string[], below: 0 }
  for (let at = 0; at < Math.min(lines, cells.length); at++) {
    for (const tall of [false, true]) {
      const headings = headingsAt(cells, at, tall)
      const found = known(headings)
      if (found > best.found) best = { found, headings, below: at + (tall ? 2 : 1) }
    }
  }
  if (best.found === 0) {
    const detail = 'no line of headings that is known: name the columns with --map'
    throw new Unreadable(why('sheet-no-headings', detail))
  }
  const rows = cells
    .map((row, at) => ({ line: at + 1, cells: row }))
    .slice(best.below)
    .filter(({ cells: row }) => row.some((cell) => cell !== ''))
    // A line of HXL tags says what the columns are; it is no row.
    .filter(({ cells: row }) => !row.every((cell) => /^(#|$)/.test(String(cell))))
    .filter(({ cells: row }) => !row.some((cell) => /^(jumlah|total|grand total)$/i.test(String(cell))))
  return { headings: best.headings, rows }
}
