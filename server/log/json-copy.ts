/** What `JSON.parse(JSON.stringify(value))` gives of data without cycles, and shares nothing with it; several times as fast. */
export function jsonCopy(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null
  if (typeof value !== 'object' || value === null) return isTold(value) ? value : undefined
  if ('toJSON' in value) return JSON.parse(JSON.stringify(value)) as unknown
  if (Array.isArray(value)) return value.map((part: unknown) => jsonCopy(part) ?? null)
  const copy: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const part = jsonCopy((value as Record<string, unknown>)[name])
    if (part === undefined) continue
    // Set like any other it would become the copy's prototype.
    if (name === '__proto__') Object.defineProperty(copy, name, { value: part, ...own })
    else copy[name] = part
  }
  return copy
}

const own = { enumerable: true, configurable: true, writable: true }

/** What JSON has no word for is left out of a record, and is null in a list. */
function isTold(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean'
}
