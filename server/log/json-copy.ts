/** What `JSON.parse(JSON.stringify(value))` gives of data without cycles, and shares nothing with it; several times as fast. */
export function jsonCopy(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object') return undefined
  if (value === null) return null
  // What JSON has no word for is left out of a record, and is null in a list.
  if (Array.isArray(value)) return value.map((part: unknown) => jsonCopy(part) ?? null)
  if (Object.getPrototypeOf(value) === Object.prototype) return copyOf(value as Record<string, unknown>)
  return 'toJSON' in value ? byText(value) : copyOf({ ...value })
}

/** The same of a record that inherits nothing: `for … in` takes half the time of `Object.keys`, but names what is inherited, too. */
function copyOf(record: Record<string, unknown>): unknown {
  const copy: Record<string, unknown> = {}
  for (const name in record) {
    const part = record[name]
    const told = typeof part === 'string' ? part : jsonCopy(part)
    if (told === undefined) {
      if (name === 'toJSON') return byText(record)
      continue
    }
    // Set like any other it would become the copy's prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: told, ...own })
    else copy[name] = told
  }
  return copy
}

const own = { enumerable: true, configurable: true, writable: true }

const byText = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown
