import { isDeepStrictEqual } from 'node:util'

/** One field that differs: its path, and what stands there; null where it is not there. */
interface Difference {
  field: string
  before: unknown
  after: unknown
}

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A field of its own: a setting may be called constructor. */
export const own = (record: Plain, name: string): unknown =>
  Object.hasOwn(record, name) ? record[name] : undefined

/** What a thing in a list is known by: its code, its day, or itself where it is a text or figure. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value)
  if (!isPlain(value)) return undefined
  const name = value.id ?? value.day
  return typeof name === 'string' ? name : undefined
}

/** A list as a record by the names of its things; undefined where one has none, or two have the same. */
function byName(list: unknown[]): Plain | undefined {
  const entries = list.map((value) => [nameOf(value), value] as const)
  const names = new Set(entries.map(([name]) => name))
  if (names.has(undefined) || names.size < list.length) return undefined
  return Object.fromEntries(entries as [string, unknown][])
}

/** Where two JSON values differ, field by field; things in lists are told by code or day, not by place. */
export function differences(before: unknown, after: unknown, field: string): Difference[] {
  if (isDeepStrictEqual(before, after)) return []
  const one = Array.isArray(before) ? byName(before) : before
  const other = Array.isArray(after) ? byName(after) : after
  const comparable = isPlain(one) && isPlain(other) && Array.isArray(before) === Array.isArray(after)
  if (!comparable) return [{ field, before: before ?? null, after: after ?? null }]
  const names = new Set([...Object.keys(one), ...Object.keys(other)])
  const found = [...names].flatMap((name) =>
    differences(own(one, name), own(other, name), `${field}.${name}`),
  )
  return found.length > 0 ? found : [{ field: `${field} (order)`, before, after }]
}
