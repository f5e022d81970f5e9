import type * as z from 'zod'

export type Schema = z.core.$ZodType

/** What a schema or a check is made of, as far as it is understood here; https://zod.dev/packages/core */
export interface Def {
  type: string
  format?: string
  pattern?: RegExp
  checks?: { _zod: { def: CheckDef } }[]
  innerType?: Schema
  element?: Schema
  keyType?: Schema
  valueType?: Schema
  options?: Schema[]
  items?: Schema[]
  rest?: Schema | null
  in?: Schema
  out?: Schema
  shape?: Record<string, Schema>
  catchall?: Schema
  entries?: Record<string, string | number>
  values?: unknown[]
}
interface CheckDef {
  check: string
  format?: string
  pattern?: RegExp
  minimum?: number
  maximum?: number
  length?: number
  value?: number
  inclusive?: boolean
  tx?: (value: unknown) => unknown
}

export const defOf = (schema: Schema): Def => (schema as unknown as { _zod: { def: Def } })._zod.def

/** What a schema asks of its values besides their kind; undefined where that is not understood. */
export function checking({ checks = [] }: Def): ((value: unknown) => boolean)[] | undefined {
  const all = checks.map((check) => checkOf(check._zod.def))
  return all.every((one) => one !== undefined) ? all : undefined
}

function checkOf({
  check,
  format = '',
  pattern,
  minimum,
  maximum,
  length,
  value,
  inclusive,
  tx,
}: CheckDef): ((value: unknown) => boolean) | undefined {
  if (check === 'min_length') return (given) => lengthOf(given) >= (minimum ?? 0)
  if (check === 'max_length') return (given) => lengthOf(given) <= (maximum ?? 0)
  if (check === 'length_equals') return (given) => lengthOf(given) === length
  if (check === 'overwrite' && tx) return (given) => tx(given) === given
  if (check === 'number_format' && format === 'safeint') return (given) => Number.isSafeInteger(given)
  if (check === 'string_format' && pattern && plainFormats.has(format))
    return (given) => isString(given) && fits(pattern, given)
  const bound = typeof value === 'number' ? value : undefined
  if (bound === undefined) return undefined
  if (check === 'greater_than')
    return (given) => isNumber(given) && (inclusive ? given >= bound : given > bound)
  if (check === 'less_than') return (given) => isNumber(given) && (inclusive ? given <= bound : given < bound)
  return undefined
}

/** Formats that are a pattern and nothing else. */
export const plainFormats = new Set(['regex', 'datetime', 'date'])

export const isString = (value: unknown): value is string => typeof value === 'string'
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value)
const lengthOf = (value: unknown): number =>
  isString(value) || Array.isArray(value) ? value.length : Number.NaN

export function fits(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0
  return pattern.test(text)
}

/** A record of JSON's: nothing of it is inherited. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
