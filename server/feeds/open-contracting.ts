import * as z from 'zod'
import { readDay } from '../../shared/written-day.ts'
import { Refused } from './feed.ts'
import type { Remark } from './rows.ts'
import { name } from './statement.ts'
import { quote, utc } from './time.ts'

/** What OC4IDS (https://standard.open-contracting.org/infrastructure/0.9/en/) and OCDS 1.1 have in common. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined ? undefined : String(value).trim() || undefined,
  )
export const money = z
  .object({ amount: z.union([z.number(), z.string(), z.null()]).optional(), currency: text })
  .nullish()
export const period = z.object({ startDate: text, endDate: text }).nullish()
export const party = z
  .object({ id: text, name: text, identifier: z.object({ id: text }).nullish() })
  .nullish()
export const milestone = z.object({
  id: text,
  title: text,
  description: text,
  status: text,
  dueDate: text,
  dateMet: text,
})
type Milestone = z.infer<typeof milestone>

/** The day of a date or time as the publisher wrote it: contract days are days of its own calendar. */
export function dayOf(written: string | undefined): string | undefined {
  const read = readDay(written?.slice(0, 10) ?? '')
  return 'day' in read ? (read.day ?? undefined) : undefined
}

/** UTC of a date or time; a bare date begins at midnight UTC. */
export function momentOf(written: string | undefined): string | undefined {
  if (!written) return undefined
  try {
    return /^\d{4}-\d\d-\d\d$/.test(written) ? utc(`${written}T00:00:00Z`) : utc(written, 'UTC')
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** An amount in rupiah; in another currency it is told as a remark and left out, never converted. */
export function rupiah(value: z.infer<typeof money>, remark: Remark, what: string): number | undefined {
  const written = value?.amount ?? ''
  if (written === '') return undefined
  const amount = Number(written)
  if (!Number.isFinite(amount) || amount < 0 || amount > 1e15) {
    remark(`${what}: ${quote(String(written))} is no amount in rupiah`, value)
    return undefined
  }
  if (value?.currency && value.currency.toUpperCase() !== 'IDR') {
    remark(`${what}: ${value.currency.slice(0, 8)} is left out, only rupiah are kept`, value)
    return undefined
  }
  return amount
}

/** The sum of several amounts in rupiah; nothing where one of them is unknown or in another currency. */
export function rupiahs(values: z.infer<typeof money>[], remark: Remark, what: string): number | undefined {
  const amounts = values.map((value) => rupiah(value, remark, what))
  const known = amounts.filter((amount) => amount !== undefined)
  if (known.length === 0 || known.length < amounts.length) return undefined
  return known.reduce((sum, amount) => sum + amount, 0)
}

/** When a milestone was met: one that is only scheduled, or met in part, is not. */
export function metAt({ status, dateMet }: Milestone, otherwise: string): string | undefined {
  if (status !== undefined && status !== 'met') return undefined
  return momentOf(dateMet) ?? (status === 'met' ? otherwise : undefined)
}

/** What a milestone is called in its project: its id, else its place in the list from 1. */
export const stepId = ({ id }: Milestone, at: number): string => name(id ?? '') || String(at + 1)

/** Milestones as a project carries them, each once. */
export function stepsOf(milestones: Milestone[]): { id: string; title: string; due?: string }[] {
  const steps = new Map<string, { id: string; title: string; due?: string }>()
  for (const [at, one] of milestones.entries()) {
    const { title, description, dueDate, dateMet } = one
    const id = stepId(one, at)
    const due = dayOf(dueDate) ?? dayOf(dateMet)
    const called = (title ?? description ?? `Tonggak ${at + 1}`).slice(0, 300)
    steps.set(id, { id, title: called, ...(due && { due }) })
  }
  return [...steps.values()].slice(0, 200)
}
