import * as z from 'zod'
import { id, line } from '../events/fields.ts'
import type { PeopleEstimate, Range, Stock } from '../situation/items.ts'

/** For whom an item is, and how it is counted. */
const ration = z.object({
  item: id,
  title: line,
  unit: z.string().trim().min(1).max(32),
  /** One of these for each; `perDay`: each day anew. */
  amount: z.number().min(0).max(100_000),
  for: z.enum(['people', 'households', 'elderly', 'underFives']).default('people'),
  perDay: z.boolean().default(true),
  /** Whose standard it is. */
  source: line.optional(),
})
type Ration = z.infer<typeof ration>

/** The setting `rations`: the standard that needs are computed by, and for how many days. */
export const rationsSetting = z.object({
  days: z.int().min(1).max(60).default(3),
  items: z
    .array(ration)
    .max(60)
    .refine(
      (list) => new Set(list.map(({ item }) => item)).size === list.length,
      'an item stands there twice',
    ),
})

export function rationsOf(value: unknown): { days: number; items: Ration[] } {
  return rationsSetting.safeParse(value).data ?? { days: 3, items: [] }
}

/** Whom needs are computed for; a group of which nothing is known has no range. */
export type Groups = Pick<PeopleEstimate, 'people'> &
  Partial<Pick<PeopleEstimate, 'households' | 'elderly' | 'underFives'>>

/** What an item comes to, over all places: asked for, come, gone, there, and what is missing of the need. */
export interface NeedLine {
  item: string
  title: string
  unit: string
  /** By the ration table, where there is somebody to count. */
  computed?: Range
  /** Asked for by the places, where they did. */
  asked?: number
  received: number
  distributed: number
  inStock: number
  /** What of the larger need neither lies in stock nor was handed out; nothing where no need is known, or no stock. */
  short?: Range
  /** The oldest of its statements, UTC; nothing where there is no stock. */
  asOf?: string
}

const tidy = (amount: number): number => Math.round(amount * 1000) / 1000

/** Every item that is needed or lies somewhere, in the order of the table. */
export function needLines(
  groups: Groups | undefined,
  { days, items }: { days: number; items: Ration[] },
  stocks: Iterable<Stock>,
): NeedLine[] {
  const lines = new Map<string, NeedLine>()
  for (const { item, title, unit, amount, for: whom, perDay } of items) {
    const range = groups?.[whom]
    const each = amount * (perDay ? days : 1)
    // What is set up once is counted whole: there is no half a latrine.
    const whole = perDay ? tidy : (value: number) => Math.ceil(tidy(value))
    const computed = range?.map((heads) => whole(heads * each)) as Range | undefined
    lines.set(item, {
      item,
      title,
      unit,
      ...(computed && { computed }),
      received: 0,
      distributed: 0,
      inStock: 0,
    })
  }
  for (const { item, title, unit, needed, received, distributed, inStock, asOf } of stocks) {
    // What is counted in another unit is another line: litres are not added to jerrycans.
    const same = lines.get(item)
    const key = same && same.unit !== unit ? `${item} ${unit}` : item
    const before = lines.get(key) ?? { item, title, unit, received: 0, distributed: 0, inStock: 0 }
    lines.set(key, {
      ...before,
      ...(needed !== undefined && { asked: tidy((before.asked ?? 0) + needed) }),
      received: tidy(before.received + received),
      distributed: tidy(before.distributed + distributed),
      inStock: tidy(before.inStock + inStock),
      asOf: before.asOf !== undefined && before.asOf < asOf ? before.asOf : asOf,
    })
  }
  return [...lines.values()].map(withShort)
}

function withShort(line: NeedLine): NeedLine {
  const { computed, asked } = line
  if (line.asOf === undefined || (!computed && asked === undefined)) return line
  const there = line.inStock + line.distributed
  const missing = (need: number): number => tidy(Math.max(0, Math.max(need, asked ?? 0) - there))
  return { ...line, short: [missing(computed?.[0] ?? 0), missing(computed?.[1] ?? 0)] }
}
