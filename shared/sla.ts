import * as z from 'zod'
import { id } from './events/fields.ts'

const days = z.int('must be a whole number of working days').min(0).max(366)

/** So many working days for the tickets that fit: a field left out fits all. */
const rule = z.strictObject({
  class: id.optional(),
  category: id.optional(),
  agency: id.optional(),
  days,
})
type SlaRule = z.infer<typeof rule>

/** What a deadline depends on. */
interface SlaCase {
  class: string
  category: string
  agency?: string | undefined
}

/** Working days by agency, category and class; '' stands for all. */
export type Sla = ReadonlyMap<string, number>

/** Names hold no control characters: this parts them. */
const keyOf = (agency = '', category = '', ticketClass = ''): string =>
  `${agency}\n${category}\n${ticketClass}`

/** The two shapes of the setting `sla`: days by class with '*' for the rest, or a list of rules. */
export const slaByClass = z.record(id, days)
export const slaList = z
  .array(rule)
  .max(2_000)
  .refine(
    (list) => new Set(list.map((one) => keyOf(one.agency, one.category, one.class))).size === list.length,
    'the same class, category and agency stand there twice',
  )

/** The rules that a setting holds, in either shape; what is not of a shape is none. */
export function slaRulesOf(value: unknown): SlaRule[] {
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      const read = rule.safeParse(one)
      return read.success ? [read.data] : []
    })
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, n]) => {
    if (typeof n !== 'number') return []
    return [name === '*' ? { days: n } : { class: name, days: n }]
  })
}

export function slaOf(value: unknown): Sla {
  return new Map(slaRulesOf(value).map((one) => [keyOf(one.agency, one.category, one.class), one.days]))
}

const usualDays = 5

/** The working days of the rule that fits most closely: its agency counts before its category, that before its class. */
export function slaDays(sla: Sla, { class: ticketClass, category, agency }: SlaCase): number {
  if (sla.size === 0) return usualDays
  for (const a of agency ? [agency, ''] : ['']) {
    for (const b of [category, '']) {
      const found = sla.get(keyOf(a, b, ticketClass)) ?? sla.get(keyOf(a, b))
      if (found !== undefined) return found
    }
  }
  return usualDays
}
