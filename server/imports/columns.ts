import { why } from '../../shared/events/reasons.ts'
import { Refused } from '../feeds/feed.ts'
import { dayIn, figureIn, percentIn } from '../feeds/sheet.ts'
import { oneLine } from '../feeds/statement.ts'
import type { Notation } from '../../shared/figure.ts'
import type { Cell } from './table.ts'

/** Which headings a field is known by. */
export type Fields = Record<string, RegExp>
/** The heading that a person chose for a field. */
export type Mapping = Record<string, string>

/** The column of each field that the headings name: chosen by the mapping, else known; each column once. */
export function columnsOf(headings: string[], fields: Fields, mapping: Mapping): Map<string, number> {
  const columns = new Map<string, number>()
  for (const [field, heading] of Object.entries(mapping)) {
    const at = headings.indexOf(heading.replace(/\s+/g, ' ').trim().toLowerCase())
    if (at >= 0) columns.set(field, at)
  }
  for (const [field, known] of Object.entries(fields)) {
    if (columns.has(field) || field in mapping) continue
    const taken = new Set(columns.values())
    const at = headings.findIndex((heading, column) => !taken.has(column) && known.test(heading))
    if (at >= 0) columns.set(field, at)
  }
  return columns
}

/** A row that lacks what it needs; `hint`: how to name it for the whole sheet. */
export const missing = (field: string, hint = ''): Refused =>
  new Refused(why('row-missing', `${field}: is missing${hint}`, { field }))

/** A row of a table, asked by the names of its fields. */
export class Row {
  readonly #cells: Cell[]
  readonly #columns: Map<string, number>
  readonly #notation: Notation

  constructor(cells: Cell[], columns: Map<string, number>, notation: Notation) {
    this.#cells = cells
    this.#columns = columns
    this.#notation = notation
  }

  cell(field: string): Cell | undefined {
    return this.#cells[this.#columns.get(field) ?? -1]
  }

  text(field: string): string | undefined {
    return oneLine(String(this.cell(field) ?? ''))
  }

  needed(field: string): string {
    const text = this.text(field)
    if (!text) throw missing(field)
    return text
  }

  figure(field: string, unit = ''): number | undefined {
    return figureIn(this.cell(field), field, this.#notation, unit)
  }

  percent(field: string): number | undefined {
    return percentIn(this.cell(field), field, this.#notation)
  }

  day(field: string): string | undefined {
    return dayIn(this.cell(field), field)
  }

  /** A Kemendagri code; text, as codes start with digits that must stay. */
  region(field: string): string | undefined {
    const code = this.text(field)
    if (code && !/^\d\d\.\d\d(\.\d\d(\.\d{4})?)?$/.test(code))
      throw new Refused(
        why('row-not-code', `${field}: "${code}" is not a dotted Kemendagri code`, { field, value: code }),
      )
    return code
  }
}
