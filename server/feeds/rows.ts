import * as z from 'zod'
import { fieldErrors } from '../../shared/events/problem.ts'
import { Refused, type Reading, type Told } from './feed.ts'

/** Notes a part of a record that could not be read while the rest of it could. */
export type Remark = (reason: string, raw: unknown) => void

const longestRaw = 50_000

/** The record as it is kept beside the reason for its refusal. */
function rawOf(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.slice(0, longestRaw)
}

/** Reads record by record: one that is refused stands aside with its reason, the others go on. */
export function readRows(rows: readonly unknown[], read: (row: unknown, remark: Remark) => Told): Reading {
  const reading: Reading = { events: [], refused: [] }
  // One sentence on one line, whatever a record brings along that is quoted in it.
  const remark: Remark = (reason, raw) =>
    void reading.refused.push({ reason: reason.replace(/\s*[\r\n]+\s*/g, ' ').trim(), raw: rawOf(raw) })
  for (const row of rows) {
    try {
      reading.events.push(read(row, remark))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      remark(error.message, row)
    }
  }
  return reading
}

/** The row by its schema, or a refusal that names each wrong field. */
export function checked<T extends z.ZodType>(schema: T, row: unknown): z.infer<T> {
  const parsed = schema.safeParse(row)
  if (parsed.success) return parsed.data
  throw new Refused(
    fieldErrors(parsed.error)
      .map(({ field, detail }) => `${field}: ${detail}`)
      .join('; '),
  )
}

/** What `read` gives, or undefined and a remark where this part is refused: the rest of the record stands. */
export function attempt<T>(read: () => T, remark: Remark, raw: unknown): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    remark(error.message, raw)
    return undefined
  }
}
