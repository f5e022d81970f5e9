import { Refused, Unreadable, type Reader, type Told } from './feed.ts'
import { readRows } from './rows.ts'
import { dayIn, figureIn, rowsOf } from './sheet.ts'
import { digest, name, oneLine, told } from './statement.ts'

/** A column's tag and attributes: '#targeted +f' is { tag: '#targeted', attributes: ['f'] }. */
interface Column {
  tag: string
  attributes: string[]
  at: number
}

/** Tags that carry a figure, the most telling first (https://hxlstandard.org/standard/1-1final/dictionary/). */
const figures = [
  '#indicator',
  '#value',
  '#reached',
  '#affected',
  '#targeted',
  '#population',
  '#inneed',
  '#capacity',
]
const names = ['#indicator', '#activity', '#subsector', '#sector', '#service', '#item', '#org']

function tagged(row: string[]): Column[] {
  return row.flatMap((cell, at) => {
    const tag = /^#[a-z][a-z0-9_]*/i.exec(cell)?.[0].toLowerCase()
    return tag ? [{ tag, at, attributes: cell.toLowerCase().split(/\s*\+/).slice(1) }] : []
  })
}

/**
 * HXL (https://hxlstandard.org): a row of hashtags, within the first 25, says what the columns hold. Each row below is one
 * reading of an indicator: named by its code (#indicator+code, #meta+id, #activity+code, or the untagged first column).
 * A row without a figure was not reported; one without a date speaks of the newest day in the table.
 */
export const hxlCsv: Reader = {
  format: 'hxl-csv',
  source: '/hxl',
  parse: (body) => {
    const rows = hxlRows(rowsOf(body))
    if (!rows) throw new Unreadable('no row of HXL hashtags within the first 25 rows')
    return readRows(rows, (row) => (row as HxlRow).read())
  },
}

interface HxlRow {
  /** In the sheet, from 1. */
  line: number
  read: () => Told
  toJSON: () => string[]
}

/** The rows below the hashtags, each with what reads it; nothing where there is no row of hashtags within the first 25. */
export function hxlRows(rows: string[][]): HxlRow[] | undefined {
  const at = rows.slice(0, 25).findIndex((row) => tagged(row).length >= 2)
  if (at < 0) return undefined
  const columns = tagged(rows[at]!)
  const filled = rows
    .map((cells, index) => ({ cells, line: index + 1 }))
    .slice(at + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const date = columns.find(({ tag }) => tag === '#date')
  const newest = newestOf(
    filled.map(({ cells }) => cells),
    date,
  )
  return filled.map(({ cells, line }) => ({
    line,
    read: () => reading(cells, columns, date, newest),
    toJSON: () => cells,
  }))
}

function newestOf(rows: string[][], date: Column | undefined): string | undefined {
  const days = rows.flatMap((row) => {
    try {
      return dayIn(row[date?.at ?? -1], '#date') ?? []
    } catch {
      return []
    }
  })
  return days.sort().at(-1)
}

function reading(
  row: string[],
  columns: Column[],
  date: Column | undefined,
  newest: string | undefined,
): Told {
  const text = (fits: (column: Column) => boolean) => oneLine(row[columns.find(fits)?.at ?? -1])
  const code =
    text(
      ({ tag, attributes }) =>
        /^#(indicator|activity|meta|org)$/.test(tag) && /^(code|id)$/.test(attributes[0] ?? ''),
    ) ?? (columns.some(({ at }) => at === 0) ? undefined : oneLine(row[0]))
  const asOf = dayIn(row[date?.at ?? -1], '#date') ?? newest
  if (!asOf) throw new Refused('#date: no day is told, nor by any other row')
  const words = names.flatMap(
    (wanted) =>
      text(({ tag, attributes }) => tag === wanted && attributes[0] !== 'code' && !valued(attributes)) ?? [],
  )
  const subject = name(code ?? words.join('/')) || undefined
  if (!subject) throw new Refused('no code and no name')
  const tag = figures.find((wanted) => columns.some((column) => column.tag === wanted && figured(column)))
  const values = columns
    .filter((column) => column.tag === tag && figured(column))
    .flatMap(({ at }) => figureIn(row[at], tag ?? '', 'en') ?? [])
  const value = values.length > 0 ? values.reduce((sum, one) => sum + one, 0) : null
  const region = columns
    .filter((column) => /^#(adm\d|loc)$/.test(column.tag))
    .flatMap(({ at }) => (/^\d\d(\.\d\d){0,2}(\.\d{4})?$/.test(row[at] ?? '') ? [row[at]] : []))
    .at(-1)
  const data = told({ value, asOf, region, note: oneLine(words.join(' · '), 2000) })
  const id = `${subject}:${asOf}:${digest(data)}`
  return {
    id,
    type: 'indicator.measured',
    subject,
    time: `${asOf}T00:00:00Z`,
    ...(region && { region }),
    data,
  }
}

const valued = (attributes: string[]) => attributes.some((one) => /^(value|num|count|pct)$/.test(one))
const figured = ({ tag, attributes }: Column) => tag !== '#indicator' || valued(attributes)
