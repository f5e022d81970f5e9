import type * as z from 'zod'
import { fieldAudience } from './fields.ts'

export type Plain = Record<string, unknown>

/** Names under which senders put personal data where no schema asked for it. */
const personalName =
  /^(reporter|pelapor|pengirim|nama_?(lengkap|pelapor|korban|warga)|full_?name|first_?name|last_?name|phone|telp|telepon|telephone|no_?hp|hp|whatsapp|wa|email|e-?mail|nik|no_?ktp|ktp|no_?kk|alamat|address(_string)?|victims?|korban_?nama|account_?id|device_?id)$/i

const telephone = /(?<![\d.,])(?:\+?62|0)[ -]?8\d{1,2}(?:[ .-]?\d{2,5}){2,3}(?!\d)/g
const nik = /(?<!\d)\d{2}(?:[ .-]?\d{2}){2}[ .-]?\d{6}[ .-]?\d{4}(?!\d)/g

/** The text with telephone numbers and NIKs (16 digits) blacked out. */
export function mask(text: string): string {
  return text.length < 9 ? text : text.replace(nik, '••••').replace(telephone, '••••')
}

/** The audience of a field: the mark of its schema or of what the schema wraps. */
export function audienceOfField(schema: z.core.$ZodType | undefined): 'wall' | 'staff' | 'personal' {
  let inner: z.core.$ZodType | undefined = schema
  while (inner) {
    const mark = fieldAudience.get(inner)
    if (mark) return mark.audience
    inner = (inner as { _zod: { def: { innerType?: z.core.$ZodType } } })._zod.def.innerType
  }
  return 'wall'
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stood in the input and has no place in the parsed value: nothing a sender says is dropped unseen. */
export function remainder(input: unknown, parsed: unknown): unknown {
  if (Array.isArray(input)) {
    const list = Array.isArray(parsed) ? parsed : []
    const rest = input.map((value, index) => remainder(value, list[index]))
    return rest.some((value) => value !== undefined) ? rest.map((value) => value ?? null) : undefined
  }
  if (!isPlain(input)) return parsed === undefined ? input : undefined
  const held = isPlain(parsed) ? parsed : {}
  const rest: Plain = {}
  for (const [key, value] of Object.entries(input)) {
    const left = Object.hasOwn(held, key) ? remainder(value, held[key]) : value
    if (left !== undefined) rest[key] = left
  }
  return Object.keys(rest).length ? rest : undefined
}

/**
 * Takes out of checked data what may not enter the log: fields marked personal, fields of personal names inside open
 * records, telephone numbers and NIKs inside texts. Changes `data` in place; answers what was taken by its path.
 */
export function takeOut(shape: Record<string, z.core.$ZodType>, data: Plain, reference: string): Plain {
  const taken: Plain = {}
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue
    if (audienceOfField(shape[key]) === 'personal') {
      taken[key] = value
      data[key] = reference
    } else data[key] = clean(value, key, taken, reference)
  }
  return taken
}

function clean(value: unknown, path: string, taken: Plain, reference: string): unknown {
  if (typeof value === 'string') {
    const shown = mask(value)
    if (shown !== value) taken[path] = value
    return shown
  }
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return value
    return value.map((part, index) => clean(part, `${path}.${index}`, taken, reference))
  }
  if (!isPlain(value)) return value
  for (const [key, part] of Object.entries(value)) {
    if (personalName.test(key) && part !== null) {
      taken[`${path}.${key}`] = part
      value[key] = reference
    } else value[key] = clean(part, `${path}.${key}`, taken, reference)
  }
  return value
}
