import * as z from 'zod'
import type { Settled } from './accept.ts'

/**
 * Who may see a field beyond the server: no mark = everyone in the room (`wall`), `staff` = signed-in people,
 * `personal` = nobody (it goes to the vault on entry and only its reference is recorded).
 */
export const fieldAudience = z.registry<{ audience: 'staff' | 'personal' }>()

/** Values that are compared or looked up (ids, times, references, shapes): no text that people read, so never masked. */
export const exact = z.registry()

/** Marks a field for signed-in people only: the wall's cut leaves it out. The mark is on a copy: `line` itself stays unmarked. */
export function staff<T extends z.ZodType>(schema: T): T {
  const marked = schema.clone()
  fieldAudience.add(marked, { audience: 'staff' })
  if (exact.has(schema)) exact.add(marked)
  return marked
}

/** Personal data (UU 27/2022): anything on entry, in the log only the reference of its vault record. */
export function personal() {
  const schema = z
    .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())])
    .optional()
    .describe('Personal data: kept in the vault, recorded as a reference')
  fieldAudience.add(schema, { audience: 'personal' })
  return schema
}

/** A code or name of a thing: 1 to 256 printable characters. */
export const id = z
  .string()
  .min(1)
  .max(256)
  // eslint-disable-next-line no-control-regex
  .regex(/^[^\u0000-\u001f\u007f\p{Cs}]+$/u, 'must not contain control characters or half characters')

/** A short text people read on a wall, 1 to 300 characters. */
export const line = z.string().trim().min(1).max(300)

/** A long text for signed-in people, up to 20,000 characters. */
export const prose = z.string().max(20_000)

/** RFC 3339 with a zone; kept as UTC with milliseconds, e.g. 2018-08-05T11:46:37.000Z. */
export const instant = z
  .string()
  .overwrite(usualTime)
  .check(
    z.iso.datetime({
      offset: true,
      error: 'must be an RFC 3339 time with a zone, e.g. 2018-08-05T19:46:37+08:00',
    }),
  )
  .transform((text) => (isUtcMilliseconds(text) ? text : withinYears(new Date(text).toISOString())))

/** A zone may lead beyond what four digits can say, and RFC 3339 knows no more: kept as near as can be written. */
function withinYears(utc: string): string {
  if (isUtcMilliseconds(utc)) return utc
  return utc.startsWith('+') ? '9999-12-31T23:59:59.999Z' : '0000-01-01T00:00:00.000Z'
}

/** RFC 3339 (section 5.6) allows small letters, and a leap second at the end of a UTC day: its last millisecond stands for it. */
function usualTime(text: string): string {
  if (text[10] !== 't' && text[17] !== '6' && !text.endsWith('z')) return text
  const upper = text.toUpperCase()
  const ending = upper.replace(/(?<=T\d\d:\d\d:)60(\.\d+)?(?=Z|[+-])/, '59.999')
  return ending === upper || new Date(ending).getTime() % 86_400_000 === 86_399_999 ? ending : text
}

function isUtcMilliseconds(text: string): boolean {
  return text.length === 24 && text.endsWith('Z')
}

/** Texts that stay as they are where a schema transforms what it takes: see accept.ts. */
export const settled: Settled = new Map([[instant.out, isUtcMilliseconds]])

/** A calendar day (2026-11-22) or an RFC 3339 time with a zone. */
export const day = z.union([z.iso.date(), instant], {
  error: 'must be a day such as 2026-11-22, or an RFC 3339 time',
})

/** 0 Normal, 1 Waspada, 2 Siaga, 3 Awas. */
export const level = z.number().int().min(0).max(3)

/** Persons, households, houses: a whole number from 0 to 100 million. */
export const count = z.number().int().min(0).max(100_000_000)

/** Per cent, -1,000 to 1,000: a progress over 100 is odd, not impossible. */
export const percent = z.number().min(-1000).max(1000)

/** The reference of a photo: the SHA-256 of its bytes, or its address. */
export const photo = z.string().max(2048)

for (const schema of [id, instant, day, photo]) exact.add(schema)
