import type * as z from 'zod'
import {
  checking,
  defOf,
  fits,
  isNumber,
  isRecord,
  isString,
  plainFormats,
  type Def,
  type Schema,
} from './definition.ts'

/**
 * Tells of a value whether its schema takes it and gives it back as it is: nothing to mend, nothing to leave out. False
 * says nothing: the schema itself has to be asked.
 */
export type Accept = (value: unknown) => boolean

/** Open values are taken down to this depth; of deeper ones nothing is said. */
const deepest = 20

/** Transformations that leave some texts as they are, and which these are; by the schema they end in. */
export type Settled = ReadonlyMap<Schema, (text: string) => boolean>

/** Makes what tells of a schema's values that they are whole already. What it does not understand it asks the schema. */
export function accepting(schema: Schema, settled: Settled): Accept {
  const def = defOf(schema)
  const made = making[def.type]?.(def, (inner) => accepting(inner, settled), settled)
  const checks = checking(def)
  if (!made || !checks) return (value) => isGivenBack(schema, value)
  if (checks.length === 0) return made
  return (value) => made(value) && checks.every((check) => check(value))
}

function isGivenBack(schema: Schema, value: unknown): boolean {
  const answer = (schema as z.ZodType).safeParse(value)
  return answer.success && isSame(answer.data, value)
}

type Making = (def: Def, inner: (schema: Schema) => Accept, settled: Settled) => Accept | undefined

const making: Record<string, Making> = {
  string: ({ format, pattern }) => {
    if (!format) return isString
    return pattern && plainFormats.has(format)
      ? (value) => isString(value) && fits(pattern, value)
      : undefined
  },
  number: () => isNumber,
  boolean: () => (value) => typeof value === 'boolean',
  literal: ({ values = [] }) => {
    const all = new Set(values)
    return (value) => all.has(value)
  },
  enum: ({ entries = {} }) => {
    const all = new Set<unknown>(Object.values(entries))
    return (value) => all.has(value)
  },
  unknown: () => (value) => isFlat(value, deepest),
  optional: ({ innerType }, inner) => {
    const accepts = innerType && inner(innerType)
    return accepts && ((value) => value === undefined || accepts(value))
  },
  nullable: ({ innerType }, inner) => {
    const accepts = innerType && inner(innerType)
    return accepts && ((value) => value === null || accepts(value))
  },
  array: ({ element }, inner) => {
    const accepts = element && inner(element)
    return accepts && ((value) => Array.isArray(value) && isEach(value, accepts))
  },
  tuple: ({ items = [], rest }, inner) => {
    if (rest) return undefined
    const all = items.map(inner)
    return (value) => isOfLength(value, all.length) && all.every((accepts, at) => accepts(value[at]))
  },
  record: ({ keyType, valueType }, inner) => {
    // A record of certain keys wants all of them.
    if (!keyType || !valueType || defOf(keyType).type !== 'string') return undefined
    const [key, part] = [inner(keyType), inner(valueType)]
    return (value) =>
      isRecord(value) &&
      Object.keys(value).every((name) => name !== '__proto__' && key(name) && part(value[name]))
  },
  object: ({ shape = {}, catchall }, inner) => {
    const fields = new Map(Object.entries(shape).map(([name, field]) => [name, inner(field)]))
    const needed = [...fields].filter(([, accepts]) => !accepts(undefined)).map(([name]) => name)
    const others = catchall && inner(catchall)
    return (value) => {
      if (!isRecord(value)) return false
      for (const name in value) {
        const accepts = name === '__proto__' ? undefined : (fields.get(name) ?? others)
        if (!accepts?.(value[name])) return false
      }
      for (const name of needed) if (!Object.hasOwn(value, name)) return false
      return true
    }
  },
  union: ({ options = [] }, inner) => {
    const all = options.map((option) => ({ accepts: inner(option), refuses: refusing(option) }))
    // The first that takes a value gives it back in its own way: a later one counts where those before surely refuse.
    return (value) => {
      for (const { accepts, refuses } of all) {
        if (accepts(value)) return true
        if (!refuses(value)) return false
      }
      return false
    }
  },
  pipe: (def, inner, settled) => {
    const [first, isSettled] = [def.in && inner(def.in), def.out && settled.get(def.out)]
    return first && isSettled && ((value) => isString(value) && isSettled(value) && first(value))
  },
}

/** What surely is nothing for a schema; false where that takes a closer look. */
function refusing(schema: Schema): Accept {
  const { type, format, pattern, values, items, rest, shape = {}, options, in: first } = defOf(schema)
  if (type === 'string') {
    const known = pattern && format && plainFormats.has(format) ? pattern : undefined
    return (value) => !isString(value) || (known !== undefined && !fits(known, value))
  }
  if (type === 'array') return (value) => !Array.isArray(value)
  if (type === 'tuple' && !rest) return (value) => !isOfLength(value, items?.length ?? 0)
  if (type === 'literal') return (value) => !values?.includes(value)
  if (type === 'record') return (value) => typeof value !== 'object' || value === null || Array.isArray(value)
  if (type === 'pipe' && first) return refusing(first)
  if (type === 'union' && options) {
    const all = options.map(refusing)
    return (value) => all.every((refuses) => refuses(value))
  }
  if (type !== 'object') return () => false
  const literals = Object.entries(shape).filter(([, field]) => defOf(field).type === 'literal')
  const all = literals.map(([name, field]) => [name, refusing(field)] as const)
  return (value) => !isRecord(value) || all.some(([name, refuses]) => refuses(value[name]))
}

const isOfLength = (value: unknown, length: number): value is unknown[] =>
  Array.isArray(value) && value.length === length
/** Of a list with holes each hole counts too. */
function isEach(list: readonly unknown[], accepts: Accept): boolean {
  for (let at = 0; at < list.length; at++) if (!accepts(list[at])) return false
  return true
}

function isFlat(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return than > 0 && Object.values(value).every((part) => isFlat(part, than - 1))
}

function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [names, others] = [Object.keys(one), Object.keys(other)]
  return (
    names.length === others.length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame(Reflect.get(one, name), Reflect.get(other, name)),
    )
  )
}
