import { defOf, type Schema } from './definition.ts'
import { exact, fieldAudience } from './fields.ts'

export type Plain = Record<string, unknown>

const who = 'reporter|reportedby|pelapor|pengirim|pengadu|pemohon'
const what =
  'phone|mobile|telp|telepon|telephone|ponsel|hp|whatsapp|wa|email|nik|ktp|alamat|address|kontak|contact'
/** Names under which senders put personal data where no schema asked for it; in small letters, without what parts words. */
const personalName = new RegExp(
  `^((${who})(nama|name|${what})?|(nama|name)(lengkap|korban|warga|${who})|(full|first|last)name|korbannama` +
    `|(no|nomor)?(${what})(number|address|string|lengkap|korban|${who})?|(no|nomor)kk|victims?(names?)?|(account|device)id)$`,
)
const isPersonal = (name: string): boolean => personalName.test(name.toLowerCase().replace(/[^a-z]/g, ''))

/** A mobile number of Indonesia: 0 or 62, then 8 and 8 to 11 more digits, not an amount and not the decimals of a number. */
const telephone =
  /(?<!\d)(?<!(?<!\d)\d{1,3}[.,])(?<!Rp[. ]*)(?:\+?62[ .()-]{0,2}0?|0)[ )-]?8[1-9]\d(?:[ .()-]{0,2}\d){6,9}(?!\w)/g
/**
 * A NIK: 16 digits in a row, or parted as they are written: region, date of birth, number (52.02.01.010190.0001), or by
 * fours, where the day and the month have to be possible.
 */
const nik =
  /(?<!\d)(?<!(?<!\d)\d{1,3}[.,])(?:\d{16}|\d{2}([ .-]?)\d{2}\1\d{2}[ .-]?\d{6}[ .-]?\d{4}|\d{4}([ .-])\d{2}[0-7]\d\2(?:0\d|1[0-2])\d{2}\2\d{4})(?!\w)/g
const hasDigits = /\d(?:\D*\d){8}/

const blackened = '••••'

/** The text with telephone numbers and NIKs (16 digits) blacked out. */
export function mask(text: string): string {
  if (text.length < 9 || !hasDigits.test(text)) return text
  return text.replace(nik, blackened).replace(telephone, blackened)
}

/** The audience of a field: the mark of its schema or of what the schema wraps. */
export function audienceOfField(schema: Schema | undefined): 'wall' | 'staff' | 'personal' {
  for (let inner = schema; inner; inner = defOf(inner).innerType) {
    const mark = fieldAudience.get(inner)
    if (mark) return mark.audience
  }
  return 'wall'
}

/** What is done with a value: nothing, it goes to the vault, its text is masked, or it is open (names of its fields count too). */
type Care = 'none' | 'vault' | 'text' | 'open' | { each: Care } | { fields: Record<string, Care> }

function careOf(schema: Schema): Care {
  if (audienceOfField(schema) === 'personal') return 'vault'
  if (exact.has(schema)) return 'none'
  const { type, innerType, element, valueType, shape, catchall } = defOf(schema)
  if (innerType) return careOf(innerType)
  if (type === 'string') return 'text'
  if (type === 'number' || type === 'enum' || type === 'pipe') return 'none'
  if (element) return some({ each: careOf(element) })
  // Its fields are called as the sender likes: they are looked at even where the values are figures.
  if (valueType && type === 'record') return { each: careOf(valueType) }
  if (!shape || catchall) return 'open'
  return { fields: mapValues(shape, careOf) }
}

const some = (care: { each: Care }): Care => (care.each === 'none' ? 'none' : care)

function mapValues<T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What stood in the input and has no place in the parsed value: nothing a sender says is dropped unseen. */
export function remainder(input: unknown, parsed: unknown): unknown {
  if (typeof input !== 'object' || input === null) return parsed === undefined ? input : undefined
  if (Array.isArray(input)) {
    const list: unknown[] = Array.isArray(parsed) ? parsed : []
    let rest: unknown[] | undefined
    for (let at = 0; at < input.length; at++) {
      const left = remainder(input[at], list[at])
      if (left !== undefined) (rest ??= input.map(() => null))[at] = left
    }
    return rest
  }
  const held = isPlain(parsed) ? parsed : {}
  let rest: [string, unknown][] | undefined
  for (const key of Object.keys(input)) {
    const value = (input as Plain)[key]
    const left = Object.hasOwn(held, key) ? remainder(value, held[key]) : value
    if (left !== undefined) (rest ??= []).push([key, left])
  }
  return rest && Object.fromEntries(rest)
}

const cares = new WeakMap<object, Record<string, Care>>()

function caresOf(shape: Record<string, Schema>): Record<string, Care> {
  let care = cares.get(shape)
  if (!care) cares.set(shape, (care = mapValues(shape, careOf)))
  return care
}

/**
 * Takes out of checked data what may not enter the log: fields marked personal, fields of personal names inside open
 * records, telephone numbers and NIKs inside texts. Changes `data` in place; answers what was taken by its path.
 */
export function takeOut(shape: Record<string, Schema>, data: Plain, reference: () => string): Plain {
  const care = caresOf(shape)
  const taken: Plain = {}
  for (const key in data) {
    if (data[key] === undefined) continue
    data[key] = clean(data[key], care[key] ?? 'open', key, taken, reference)
  }
  return taken
}

/** Whether `takeOut` would take nothing and change nothing. */
export function hasNothingToTake(shape: Record<string, Schema>, data: Plain): boolean {
  const care = caresOf(shape)
  for (const key in data)
    if (data[key] !== undefined && !isClean(data[key], care[key] ?? 'open')) return false
  return true
}

function isClean(value: unknown, care: Care): boolean {
  if (care === 'none' || value === null) return true
  if (care === 'vault') return false
  if (typeof value === 'string') return mask(value) === value
  if (typeof value === 'number') return care !== 'open' || mask(String(value)) === String(value)
  if (typeof value !== 'object') return true
  if (Array.isArray(value)) {
    const each = typeof care === 'object' && 'each' in care ? care.each : 'open'
    return value.every((part) => isClean(part, each))
  }
  const record = value as Plain
  return Object.keys(record).every((key) => mask(key) === key && isClean(record[key], careWithin(care, key)))
}

function clean(value: unknown, care: Care, path: string, taken: Plain, reference: () => string): unknown {
  if (care === 'none' || value === null) return value
  if (care === 'vault') {
    taken[path] = value
    // Walls see what stands inside open records: there the reference in the event's `vault` has to do.
    return path.includes('.') ? blackened : reference()
  }
  if (typeof value === 'string') {
    const shown = mask(value)
    if (shown !== value) taken[path] = value
    return shown
  }
  if (typeof value === 'number' && care === 'open' && mask(String(value)) !== String(value)) {
    taken[path] = value
    return blackened
  }
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const each = typeof care === 'object' && 'each' in care ? care.each : 'open'
    return value.map((part, index) => clean(part, each, `${path}.${index}`, taken, reference))
  }
  const record = value as Plain
  for (const key of Object.keys(record)) {
    const within = `${path}.${key}`
    if (mask(key) !== key) {
      // A field that is called by a number of somebody's says itself whose: it goes whole.
      taken[within] = record[key]
      delete record[key]
    } else record[key] = clean(record[key], careWithin(care, key), within, taken, reference)
  }
  return record
}

function careWithin(care: Care, key: string): Care {
  if (typeof care === 'object') return 'each' in care ? care.each : (care.fields[key] ?? 'open')
  return isPersonal(key) ? 'vault' : 'open'
}
