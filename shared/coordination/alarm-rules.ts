import * as z from 'zod'
import { id, level, line } from '../events/fields.ts'

/** What a rule looks at; `external`: somebody else raises it, here it has only its name. */
const conditionKinds = [
  'incident-level',
  'warning-level',
  'task-unacknowledged',
  'task-overdue',
  'ticket-unowned',
  'report-late',
  'milestone-overdue',
  'source-silent',
  'water-level',
  'status-ends',
  'meeting-due',
  'external',
] as const
export type ConditionKind = (typeof conditionKinds)[number]

const seconds = z.int().min(0).max(86_400).default(0)

const rule = z.object({
  id,
  title: line,
  when: z.enum(conditionKinds),
  enabled: z.boolean().default(true),
  /** The alarm's level; left out: that of the thing. */
  level: level.optional(),
  /** From which level of the thing on. */
  least: level.default(2),
  /** Seconds for which it must stand before it is raised, and be over before it counts as returned. */
  onDelay: seconds,
  offDelay: seconds,
  /** Water levels: how far below the mark it must fall, in the gauge's unit; how many readings in a row make it. */
  deadband: z.number().min(0).max(1e6).default(0),
  readings: z.int().min(1).max(8).default(1),
  /** Hours before the end of a status, after the rapid assessment, or after a report was due. */
  hours: z.number().min(0).max(10_000).default(24),
})
export type AlarmRule = z.infer<typeof rule>

/** The setting `alarmRules`. */
export const alarmRules = z
  .array(rule)
  .max(200)
  .refine((list) => new Set(list.map((one) => one.id)).size === list.length, 'a rule stands there twice')

const kept = new WeakMap<object, AlarmRule[]>()

/** The rules that a setting holds, their defaults filled in; what is not of that shape is none. */
export function alarmRulesOf(value: unknown): AlarmRule[] {
  if (typeof value !== 'object' || value === null) return []
  let read = kept.get(value)
  if (!read) {
    read = alarmRules.safeParse(value).data ?? []
    kept.set(value, read)
  }
  return read
}

const figure = z.number().min(-1e6).max(1e6)

/** Marks of a water level, in its gauge's unit. */
export const marks = z.object({
  waspada: figure.optional(),
  siaga: figure.optional(),
  awas: figure.optional(),
})
export type Marks = z.infer<typeof marks>

/** What is known here of a gauge that does not say it itself: where it stands, what it is called, which field is its level. */
const gauge = marks.extend({
  title: line.optional(),
  /** Longitude, latitude. */
  at: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).optional(),
  field: z.string().min(1).max(64).optional(),
  unit: z.string().min(1).max(32).optional(),
})
export type Gauge = z.infer<typeof gauge>

/** The setting `gauges`: by the gauge's id. */
export const gauges = z.record(id, gauge)
