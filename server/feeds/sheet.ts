import { why } from '../../shared/events/reasons.ts'
import { parse } from 'csv-parse/sync'
import { readFigure, type Notation } from '../../shared/figure.ts'
import { readDay } from '../../shared/written-day.ts'
import { Refused, Unreadable } from './feed.ts'
import { looksLike } from './json.ts'
import { quote } from './time.ts'

/** The separator that stands most often in the first lines: officials' sheets come with ; as often as with a comma. */
function separator(text: string): string {
  const start = text.split(/\r?\n/, 12).join('\n')
  const count = (sign: string) => start.split(sign).length
  return [';', '\t', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

/** The rows of a CSV body (https://www.rfc-editor.org/rfc/rfc4180), blanks around cells off. Throws Unreadable. */
export function rowsOf(body: string): string[][] {
  const text = body.replace(/^\uFEFF/, '')
  const what = looksLike(text)
  if (what !== 'no such format') throw new Unreadable(why('sheet-unreadable', `the body is ${what}, not CSV`))
  try {
    return parse(text, { delimiter: separator(text), relax_column_count: true, trim: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    throw new Unreadable(why('sheet-unreadable', `the body is not whole or not CSV: ${reason}`))
  }
}

/** The figure in a cell, undefined where none was reported; refuses what is none, with the column's name. */
export function figureIn(
  cell: string | number | null | undefined,
  column: string,
  notation: Notation = 'id',
  unit = '',
): number | undefined {
  const read = readFigure(cell ?? '', notation, unit)
  if ('reason' in read) {
    const [one, other] = read.readings ?? []
    const either = read.readings ? ` (${read.readings.join(' or ')})` : ''
    const given = {
      ...{ field: column, value: String(cell) },
      ...(one !== undefined && other !== undefined && { one, other }),
    }
    const code = read.readings ? 'row-two-ways' : 'row-not-number'
    throw new Refused(why(code, `${column}: ${quote(String(cell))} ${read.reason}${either}`, given))
  }
  return read.value ?? undefined
}

/** As `figureIn`, of a share in per cent: over 100 or below 0 is no progress of anything. */
export function percentIn(
  cell: string | number | null | undefined,
  column: string,
  notation?: Notation,
): number | undefined {
  const value = figureIn(cell, column, notation, '%')
  if (value !== undefined && (value > 100 || value < 0))
    throw new Refused(
      why('row-not-percent', `${column}: ${quote(String(cell))} is not from 0 to 100 %`, {
        field: column,
        value: String(cell),
      }),
    )
  return value
}

/** The day in a cell, undefined where it is blank; refuses days that do not exist. */
export function dayIn(cell: string | number | null | undefined, column: string): string | undefined {
  const read = readDay(cell ?? '')
  if ('reason' in read)
    throw new Refused(
      why('row-not-day', `${column}: ${quote(String(cell))} ${read.reason}`, {
        field: column,
        value: String(cell),
      }),
    )
  return read.day ?? undefined
}
