import * as z from 'zod'
import { count, day, id, instant, line, prose, staff } from './fields.ts'
import { area } from './area.ts'
import { geometry } from './geometry.ts'

const note = staff(prose.optional())

/** From the least to the most that it can be. */
const range = z
  .tuple([count, count])
  .refine(([least, most]) => least <= most, 'the least must not be above the most')

/** Households by decile of the social register, from the poorest (1) to 10. */
const tenths = <T extends z.ZodType>(each: T) => z.array(each).length(10)

/** What is counted among people, as it is and as an estimate has it. */
const groups = { households: count, elderly: count, underFives: count }

export const resourceKinds = [
  'posko',
  'pengungsian',
  'tempat-tidur-rs',
  'alat-berat',
  'tangki-air',
  'ambulans',
  'personel',
] as const
export type ResourceKind = (typeof resourceKinds)[number]

const stockChanges = ['needed', 'received', 'distributed', 'counted'] as const

/** People, what they need, what there is of it, and with what it is brought to them. */
export const relief = {
  /** How many people live in a village (desa): reference data, the newest stands. */
  'population.counted': z.object({
    village: z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/, 'must be a village’s code, e.g. 52.02.04.2009'),
    people: count,
    households: groups.households.optional(),
    elderly: groups.elderly.optional(),
    underFives: groups.underFives.optional(),
    deciles: tenths(count).optional(),
    asOf: day,
    /** Who counted. */
    by: line.optional(),
  }),
  /** How many people are in the area that an incident touches, as a range (perkiraan), and from what the area was taken. */
  'incident.estimated': z.object({
    geometry: area,
    from: z.enum(['drawn', 'buffer', 'warning', 'shake']),
    people: range,
    households: range.optional(),
    elderly: range.optional(),
    underFives: range.optional(),
    deciles: tenths(range).optional(),
    /** Villages touched, those of them only in part, and those of which no count is known. */
    villages: count,
    partial: count,
    unknown: count,
    note,
  }),
  'stock.changed': z.object({
    /** The item of the ration table, or a name of its own. */
    item: id,
    title: line,
    unit: z.string().trim().min(1).max(32),
    /** needed: asked for here · received · distributed · counted: what lies there now. */
    change: z.enum(stockChanges),
    amount: z.number().min(0).max(1e9),
    place: line.optional(),
    agency: id.optional(),
    /** From whom it came, or to whom it went. */
    party: staff(line.optional()),
    note,
  }),
  'resource.reported': z.object({
    kind: z.enum(resourceKinds),
    name: line,
    /** Places, beds, vehicles, people: how many there are, and how many of them are taken. */
    capacity: count.optional(),
    used: count.optional(),
    geometry: geometry.optional(),
    place: line.optional(),
    agency: id.optional(),
    asOf: instant.optional(),
    note,
  }),
  'resource.withdrawn': z.object({ note }),
}
