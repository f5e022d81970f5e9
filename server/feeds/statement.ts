import { createHash } from 'node:crypto'
import type { Problem } from '../../shared/events/problem.ts'
import type { Told } from './feed.ts'

/** The first 16 hexadecimal digits of the SHA-256 of some content: enough to tell statements of one source apart. */
export function digest(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16)
}

/** A name within the 256 characters an id may have; what is cut off stays told apart by its digest. */
export function name(text: string): string {
  // eslint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u001f\u007f]+/g, ' ').trim()
  return plain.length <= 200 ? plain : `${plain.slice(0, 180)}~${digest(plain)}`
}

/** A text as one line of at most 300 characters, or undefined when nothing stands there. */
export function oneLine(text: string | null | undefined, longest = 300): string | undefined {
  const line = (text ?? '').replace(/\s+/g, ' ').trim()
  if (line === '') return undefined
  return line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line
}

/** The record without its undefined fields. */
export function told(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

/** A statement as a structured CloudEvent (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md). */
export function cloudEvent({ data, ...attributes }: Told, source: string): Record<string, unknown> {
  return { specversion: '1.0', source, ...attributes, data }
}

/** What was wrong with an event, in one line that names each field. */
export function problemLine({ detail, errors = [] }: Problem): string {
  const fields = errors.map((wrong) => `${wrong.field} ${wrong.detail}`)
  return [detail, ...fields].join('; ').replace(/\s+/g, ' ')
}
