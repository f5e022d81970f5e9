import { kinds } from './items.ts'
import type { SituationJson } from './situation.ts'

/**
 * A list by its columns: one value for all, few different texts by number, records by their shapes, short lists of one
 * length by place, or the values as they are.
 */
type Column =
  | { same: Word }
  | { texts: string[]; at: number[] }
  | { shapes: Shape[] }
  | { places: Column[] }
  | { values: readonly unknown[] }

type Word = string | number | boolean | null

/** Records with the same fields in the same order; `rows` are their places in the list, left out where it is all of it. */
interface Shape {
  count: number
  fields: string[]
  columns: Column[]
  rows?: number[]
}

/** A situation in columns, as JSON: without its names and with each text once it is read in a third of the time. */
export interface SituationColumns {
  columns: 1
  seq: number
  recorded: string
  lists: Record<string, { count: number; column: Column }>
}

type Fields = Record<string, unknown>

/** A list of another kind of records than its neighbours' gains nothing by columns. */
const mostShapes = 16
const longestPlaces = 4
/** So many texts tell whether most come again. */
const sample = 200

export function toColumns(json: SituationJson): SituationColumns {
  const lists = kinds.map(
    (kind) => [kind, { count: json[kind].length, column: columnOf(json[kind]) }] as const,
  )
  return { columns: 1, seq: json.seq, recorded: json.recorded, lists: Object.fromEntries(lists) }
}

/** The situation again, field by field in the same order; throws where these are no columns of ours. */
export function fromColumns({ seq, recorded, lists }: SituationColumns): SituationJson {
  const back = Object.entries(lists).map(
    ([kind, { count, column }]) => [kind, valuesOf(column, count)] as const,
  )
  return { ...Object.fromEntries(back), seq, recorded } as SituationJson
}

export function areColumns(value: unknown): value is SituationColumns {
  return typeof value === 'object' && value !== null && 'columns' in value && value.columns === 1
}

function columnOf(list: readonly unknown[]): Column {
  const [first] = list
  if (isWord(first) && list.every((value) => value === first)) return { same: first }
  if (list.every((value) => typeof value === 'string')) return textsOf(list)
  if (list.every(isRecord)) return shapesOf(list)
  if (isPlace(first) && list.every((value) => isPlace(value) && value.length === first.length))
    return { places: first.map((_, at) => columnOf(list.map((value) => (value as unknown[])[at]))) }
  return { values: list }
}

function textsOf(list: readonly string[]): Column {
  const some = list.slice(0, sample)
  if (new Set(some).size * 2 > some.length) return { values: list }
  const numbers = new Map<string, number>()
  const at = list.map((text) => {
    const known = numbers.get(text) ?? numbers.size
    if (known === numbers.size) numbers.set(text, known)
    return known
  })
  return { texts: [...numbers.keys()], at }
}

/** Fields on the way to a shape. */
class Way {
  readonly next = new Map<string, Way>()
  shape: { rows: number[]; fields: string[] } | undefined
}

function shapesOf(list: readonly Fields[]): Column {
  const start = new Way()
  const found: { rows: number[]; fields: string[] }[] = []
  let last: { rows: number[]; fields: string[] } | undefined
  list.forEach((record, row) => {
    // What JSON does not tell is not there.
    const fields = Object.keys(record).filter((name) => record[name] !== undefined)
    if (
      !last ||
      fields.length !== last.fields.length ||
      fields.some((name, at) => name !== last?.fields[at])
    ) {
      let way = start
      for (const name of fields) {
        let next = way.next.get(name)
        if (!next) way.next.set(name, (next = new Way()))
        way = next
      }
      if (!way.shape) found.push((way.shape = { rows: [], fields }))
      last = way.shape
    }
    last.rows.push(row)
  })
  if (found.length > mostShapes && found.length * 4 > list.length) return { values: list }
  return {
    shapes: found.map(({ rows, fields }) => ({
      count: rows.length,
      fields,
      columns: fields.map((name) => columnOf(rows.map((row) => list[row]?.[name]))),
      ...(found.length > 1 && { rows }),
    })),
  }
}

function valuesOf(column: Column, count: number): unknown[] {
  if ('same' in column) return Array.from<unknown>({ length: count }).fill(column.same)
  if ('texts' in column) return column.at.map((at) => column.texts[at])
  if ('places' in column) return rowsOf(column.places, count)
  if ('values' in column) return [...column.values]
  const [only] = column.shapes
  if (only && !only.rows) return recordsOf(only)
  const list = Array.from<unknown>({ length: count })
  for (const shape of column.shapes) {
    const records = recordsOf(shape)
    shape.rows?.forEach((row, at) => (list[row] = records[at]))
  }
  return list
}

function rowsOf(places: Column[], count: number): unknown[][] {
  const all = places.map((place) => valuesOf(place, count))
  const [first = [], second = []] = all
  if (all.length === 2) return first.map((value, row) => [value, second[row]])
  return first.map((_, row) => all.map((values) => values[row]))
}

/** Copies of one record in which a column at a time is set: the engine then makes no shape anew. */
function recordsOf({ count, fields, columns }: Shape): Fields[] {
  const model: Fields = {}
  const varying: { name: string; values: unknown[] }[] = []
  fields.forEach((name, place) => {
    const column = columns[place]!
    if ('same' in column) return void (model[name] = column.same)
    const values = valuesOf(column, count)
    model[name] = values[0]
    varying.push({ name, values })
  })
  const records: Fields[] = []
  // Not by spread, which is ten times slower once it has met a few shapes.
  for (let row = 0; row < count; row++) records.push(Object.assign({}, model))
  for (const { name, values } of varying)
    for (let row = 0; row < count; row++) records[row]![name] = values[row]
  return records
}

function isWord(value: unknown): value is Word {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** A field of that name would be taken for a prototype. */
function isRecord(value: unknown): value is Fields {
  return isObject(value) && !Array.isArray(value) && !Object.hasOwn(value, '__proto__')
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

const isPlace = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= longestPlaces
