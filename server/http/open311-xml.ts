import { xmlText } from '../published/xml-text.ts'

function element(name: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return `<${name}/>`
  if (Array.isArray(value)) {
    const each = name.replace(/s$/, '')
    return `<${name}>${value.map((one) => element(each, one)).join('')}</${name}>`
  }
  if (typeof value !== 'object') return `<${name}>${xmlText(String(value))}</${name}>`
  const parts = Object.entries(value).map(([key, part]) => element(key, part))
  return `<${name}>${parts.join('')}</${name}>`
}

/** A list of records as the XML of GeoReport v2; a service definition stands there alone. */
export function open311Xml(root: string, item: string, rows: readonly unknown[]): string {
  const body = root === item ? element(root, rows[0]) : undefined
  const parts = body ?? `<${root}>${rows.map((row) => element(item, row)).join('')}</${root}>`
  return `<?xml version="1.0" encoding="utf-8"?>\n${parts}\n`
}
