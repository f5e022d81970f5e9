import { readEvent } from '../../shared/events/read.ts'
import { Refused, type Told } from '../feeds/feed.ts'
import { cloudEvent, problemLine } from '../feeds/statement.ts'
import { columnsOf, Row, type Mapping } from './columns.ts'
import type { Given, SheetKind } from './kind.ts'
import { readTable } from './table.ts'

export interface SheetReading {
  events: Record<string, unknown>[]
  refused: { line: number; reason: string }[]
  /** Which heading each field was found under. */
  mapping: Mapping
  rows: number
}

/**
 * What a sheet says: the events of its good rows, and each bad row by its line with the reason. The same sheet gives the
 * same events, so that telling them twice records nothing new. Throws Unreadable.
 */
export async function readSheetFile(
  file: string,
  kind: SheetKind,
  { mapping = {}, sheet, ...given }: Given & { mapping?: Mapping; sheet?: string | undefined },
): Promise<SheetReading> {
  const found = (headings: string[]) => columnsOf(headings, kind.fields, mapping).size
  const table = await readTable(file, found, sheet)
  const columns = columnsOf(table.headings, kind.fields, mapping)
  const reading: SheetReading = { events: [], refused: [], mapping: {}, rows: table.rows.length }
  for (const [field, at] of columns) reading.mapping[field] = table.headings[at] ?? ''
  const seen = new Set<string>()
  for (const { line, cells } of table.rows) {
    try {
      for (const told of kind.read(new Row(cells, columns, given.notation), given)) {
        if (seen.has(told.id)) continue
        seen.add(told.id)
        reading.events.push(checkedEvent(told))
      }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      reading.refused.push({ line, reason: error.message })
    }
  }
  return reading
}

function checkedEvent(told: Told): Record<string, unknown> {
  const event = cloudEvent(told, '/impor')
  const read = readEvent(event, { received: told.time, reference: () => 'r' })
  if ('problem' in read) throw new Refused(problemLine(read.problem))
  return event
}
