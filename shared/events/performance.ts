import * as z from 'zod'
import { day, id, instant, line, percent, photo, prose, staff } from './fields.ts'
import { geometry } from './geometry.ts'

const note = staff(prose.optional())
const better = {
  naik: 'up',
  increase: 'up',
  higher: 'up',
  turun: 'down',
  decrease: 'down',
  lower: 'down',
} as const

/** The direction in which an indicator is better. */
const direction = z.preprocess(
  (value) => (typeof value === 'string' && value in better ? better[value as keyof typeof better] : value),
  z.enum(['up', 'down']),
)

/** Per cent; left out or null when it was not reported, which is not 0. */
const reported = percent.nullish()

export const performance = {
  'project.registered': z.object({
    name: line,
    agency: id,
    /** Rupiah. */
    budget: z.number().min(0).max(1e15).optional(),
    geometry: geometry.optional(),
    /** Left out where the publisher names none: then nothing is said of days left. */
    start: day.optional(),
    finish: day.optional(),
    milestones: z.array(z.object({ id, title: line, due: day.optional() })).max(200),
    contractor: line.optional(),
    program: line.optional(),
    /** As the publisher calls it: preparation, implementation, completed … */
    status: z.string().max(64).optional(),
    /** The planned curve, per cent by day. */
    plan: z
      .array(z.object({ asOf: day, planned: percent }))
      .max(120)
      .optional(),
  }),
  'project.progressed': z.object({
    planned: reported,
    physical: reported,
    financial: reported,
    asOf: day,
    /** Rupiah. */
    budget: z.number().min(0).max(1e15).nullish(),
    spent: z.number().min(0).max(1e15).nullish(),
    /** What it is called and whose it is, where it was never registered. */
    name: line.optional(),
    agency: id.optional(),
    /** What holds it up, and the agency it waits for. */
    blocked: line.optional(),
    blockedBy: id.optional(),
    note,
  }),
  'milestone.reached': z.object({
    project: id,
    milestone: id,
    note,
    photo: staff(photo.optional()),
    /** Where the photo was taken. */
    geometry: geometry.optional(),
  }),
  'indicator.defined': z.object({
    name: line,
    unit: z.string().max(64),
    target: z.number().optional(),
    direction,
    agency: id,
    /** How often it is measured: harian, mingguan, bulanan, triwulan, tahunan. */
    cadence: z.string().max(64).optional(),
    /** The whole of which it is a share; the shares of one whole come to 100 %. */
    shareOf: id.optional(),
  }),
  'indicator.measured': z.object({
    /** null: not reported, which is not 0. */
    value: z.number().nullable(),
    asOf: day,
    region: z.string().max(13).optional(),
    /** Shares of one whole by name. */
    parts: z.record(z.string().max(120), z.number()).optional(),
    note,
  }),
  'report.submitted': z.object({
    agency: id,
    title: line,
    text: staff(prose.optional()),
    photos: staff(z.array(photo).max(50).optional()),
    /** Which report of the agency's contract it is: `inovasi`, `bulanan` … */
    kind: z.string().max(64).optional(),
  }),
  'commitment.signed': z.object({
    agency: id,
    title: line,
    measure: line,
    due: day,
    signers: staff(z.array(z.object({ name: line, role: line })).max(100)),
  }),
  'commitment.fulfilled': z.object({ note, value: z.number().optional() }),
}

const seconds = z
  .number()
  .int()
  .min(1)
  .max(400 * 86_400)

export const operations = {
  'source.declared': z.object({
    owner: line,
    everySeconds: seconds,
    lateAfterSeconds: seconds,
    title: line.optional(),
    /** The words with which the owner asks to be named wherever its data is shown. */
    credit: line.optional(),
  }),
  'source.heard': z.object({ asOf: instant, items: z.number().int().min(0) }),
  'source.failed': z.object({ reason: z.string().max(500) }),
  'source.recovered': z.object({ note }),
  'alarm.raised': z.object({
    rule: id,
    about: id,
    level: z.number().int().min(0).max(3),
    message: line,
    /** In a flood one alarm stands for several things: their ids, and how many they are. */
    members: z.array(id).max(500).optional(),
    count: z.number().int().min(1).optional(),
  }),
  'alarm.acknowledged': z.object({ note }),
  /** The sound alone goes off. */
  'alarm.silenced': z.object({ note }),
  'alarm.shelved': z.object({ until: instant, reason: line }),
  'alarm.unshelved': z.object({ note }),
  'alarm.returned': z.object({ note }),
  'alarm.cleared': z.object({ note }),
  'setting.changed': z.object({ key: id, value: z.json() }),
}
