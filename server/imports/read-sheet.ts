import { readEvent } from '../../shared/events/read.ts'
import { Refused, type Told } from '../feeds/feed.ts'
import { cloudEvent, problemLine } from '../feeds/statement.ts'
import { columnsOf, Row, type Mapping } from './columns.ts'
import type { Given, SheetKind } from './kind.ts'
import { cellsOf, readTable } from './table.ts'

/** A row that was not taken: its line, why in English, and what a page makes words of. */
type RefusedRow = { line: number; reason: string } & Partial<Refused['said']>

export interface SheetReading {
  events: Record<string, unknown>[]
  /** The line that each of them comes from. */
  lines: number[]
  refused: RefusedRow[]
  /** Which heading each field was found under. */
  mapping: Mapping
  rows: number
}

/**
 * What a sheet says: the events of its good rows, and each bad row by its line with the reason. The same sheet gives the
 * same events, so that telling them twice records nothing new. Throws Unreadable.
 */
export async function readSheetBytes(
  bytes: Buffer,
  kind: SheetKind,
  { mapping = {}, sheet, ...given }: Given & { mapping?: Mapping; sheet?: string | undefined },
): Promise<SheetReading> {
  const cells = await cellsOf(bytes, sheet)
  const tagged = kind.tagged?.(cells)
  if (tagged) return readAll(tagged, {})
  const table = readTable(cells, (headings) => columnsOf(headings, kind.fields, mapping).size)
  const columns = columnsOf(table.headings, kind.fields, mapping)
  const found: Mapping = {}
  for (const [field, at] of columns) found[field] = table.headings[at] ?? ''
  const rows = table.rows.map(({ line, cells: row }) => ({
    line,
    read: () => kind.read(new Row(row, columns, given.notation), given),
  }))
  return readAll(rows, found)
}

function readAll(rows: { line: number; read: () => Told[] }[], mapping: Mapping): SheetReading {
  const reading: SheetReading = { events: [], lines: [], refused: [], mapping, rows: rows.length }
  const seen = new Set<string>()
  for (const { line, read } of rows) {
    try {
      for (const told of read()) {
        if (seen.has(told.id)) continue
        seen.add(told.id)
        reading.events.push(checkedEvent(told))
        reading.lines.push(line)
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      reading.refused.push({ line, reason: error.message, ...error.said })
    }
  }
  return reading
}

function checkedEvent(told: Told): Record<string, unknown> {
  const event = cloudEvent(told, '/impor')
  const read = readEvent(event, { received: told.time, reference: () => 'r' })
  if ('problem' in read) {
    const { code, given, errors } = read.problem
    const said = { ...(code && { code }), ...(given && { given }), ...(errors && { errors }) }
    throw new Refused({ detail: problemLine(read.problem), ...said })
  }
  return event
}
