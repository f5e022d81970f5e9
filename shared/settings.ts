import * as z from 'zod'
import { bandsSetting } from './bands.ts'
import { criticalSetting } from './deviation.ts'
import { reportingSetting } from './reporting.ts'
import { alarmRules, gauges } from './coordination/alarm-rules.ts'
import { chains } from './coordination/chains.ts'
import { seats } from './coordination/command.ts'
import { templates } from './coordination/templates.ts'
import { fieldErrors } from './events/problem.ts'
import { camerasSetting } from './cameras.ts'
import { categoriesSetting } from './categories.ts'
import { id, line } from './events/fields.ts'
import { hotSpotsSetting } from './hot-spots.ts'
import { rationsSetting } from './relief/rations.ts'
import { reportApprovers } from './report/approvers.ts'
import { retention, retentionSetting } from './retention.ts'
import { scenesSetting, wallsSetting } from './scenes.ts'
import { slaByClass, slaList } from './sla.ts'
import { volcanoesSetting } from './volcanoes.ts'

/** Mode tamu: true while guests are in the room; any operator says so. It is a state, no part of a configuration. */
export const guestMode = 'guestMode'

const isoDay = z.iso.date({ error: 'must be a day such as 2026-11-22' })

/** An agency (OPD): its code, its name, what the room calls it for short (Dinkes), what its head is called, and under what other names sheets speak of it. */
const agency = z.looseObject({
  id,
  name: line,
  short: z.string().trim().min(1).max(24).optional(),
  head: line.optional(),
  aliases: z.array(line).max(30).optional(),
})
export type Agency = z.infer<typeof agency>

/** A day on which nobody works: a bare day, or with its name; `leave` is collective leave (cuti bersama). */
const holiday = z.union([
  isoDay,
  z.looseObject({ day: isoDay, title: line.optional(), leave: z.boolean().optional() }),
])
interface Holiday {
  day: string
  title: string
  leave: boolean
}

/** The walls' sound: when the daily test tone plays, by the site's clock. */
const sound = z.looseObject({
  testAt: z
    .string()
    .regex(/^([01]\d|2[0-3])\.[0-5]\d$/, 'must be a time of day such as 08.00')
    .optional(),
})

/** When the walls' test tone plays; 08.00 unless the setting says otherwise. */
export function soundTestAt(value: unknown): string {
  return sound.safeParse(value).data?.testAt ?? '08.00'
}

const differ = (names: string[]): boolean => new Set(names).size === names.length

/** What the settings that the product knows must look like; others may be any JSON. */
const known: Record<string, z.ZodType> = {
  sound,
  volcanoes: volcanoesSetting,
  scenes: scenesSetting,
  walls: wallsSetting,
  agencies: z
    .array(agency)
    .max(500)
    .refine((list) => differ(list.map((one) => one.id)), 'a code stands there twice'),
  sla: slaByClass,
  cameras: camerasSetting,
  categories: categoriesSetting,
  hotspots: hotSpotsSetting,
  holidays: z
    .array(holiday)
    .max(2_000)
    .refine(
      (list) => differ(list.map((one) => (typeof one === 'string' ? one : one.day))),
      'a day stands there twice',
    ),
  [guestMode]: z.boolean(),
  templates,
  chains,
  alarmRules,
  gauges,
  commandSeats: seats,
  rations: rationsSetting,
  reportApprovers,
  reporting: reportingSetting,
  [retention]: retentionSetting,
  criticalRule: criticalSetting,
  bands: bandsSetting,
  sakipBands: bandsSetting,
  site: z.looseObject({
    region: id,
    name: line,
    timeZone: id,
    zone: z.enum(['WIB', 'WITA', 'WIT']),
    offsetHours: z.number().min(-14).max(14),
  }),
}

/** What is wrong with a setting's value, field by field below `at` (its key); nothing when it can be taken. */
export function settingErrors(
  key: string,
  value: unknown,
  at: string[] = [key],
): { field: string; detail: string }[] {
  const schema = (Object.hasOwn(known, key) && known[key]) || z.json()
  const read = (key === 'sla' && Array.isArray(value) ? slaList : schema).safeParse(value)
  return read.success ? [] : fieldErrors(read.error, at)
}

/** The agencies that a setting holds; what is not of that shape is none. */
export function agenciesOf(value: unknown): Agency[] {
  return readable(agency, value)
}

export function holidaysOf(value: unknown): Holiday[] {
  return readable(holiday, value)
    .map((one) => (typeof one === 'string' ? { day: one } : one))
    .map(({ day, title = '', leave = false }) => ({ day, title, leave }))
}

function readable<T extends z.ZodType>(schema: T, value: unknown): z.infer<T>[] {
  return (Array.isArray(value) ? value : []).flatMap((one) => {
    const read = schema.safeParse(one)
    return read.success ? [read.data] : []
  })
}
