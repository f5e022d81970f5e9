import { gauges, type AlarmRule, type Marks } from '../../shared/coordination/alarm-rules.ts'
import type { Observation } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { alarmName } from './alarm-name.ts'
import type { Condition } from './condition.ts'

const marksOf = gauges.valueType.catch({})
const kept = new WeakMap<object, Record<string, Marks>>()

/** The setting `gauges`; a figure the gauge itself sends as `details.marks` counts where the setting has none. */
function marksFor(setting: unknown, { id, details }: Observation): Marks {
  if (typeof setting === 'object' && setting !== null) {
    let read = kept.get(setting)
    if (!read) kept.set(setting, (read = gauges.safeParse(setting).data ?? {}))
    const own = Object.hasOwn(read, id) ? read[id] : undefined
    if (own) return own
  }
  return marksOf.parse(details?.['marks'] ?? {})
}

/** The highest mark that a value reaches; undefined where the gauge has no marks. */
function grade({ waspada, siaga, awas }: Marks, value: number): number | undefined {
  const steps = [waspada, siaga, awas]
  if (steps.every((mark) => mark === undefined)) return undefined
  return steps.reduce<number>((best, mark, at) => (mark !== undefined && value >= mark ? at + 1 : best), 0)
}

/** Gauges over their mark. A level that stands is kept until the water is `deadband` below its mark: no chattering at the edge. */
export function waterLevels(situation: Situation, rule: AlarmRule): Condition[] {
  const setting = situation.setting.get('gauges')?.value
  const ids = situation.index.observationsByKind.get('water-level') ?? []
  return [...ids].flatMap((id) => {
    const gauge = situation.observation.get(id)
    if (!gauge) return []
    const level = levelOf(gauge, marksFor(setting, gauge), rule, standing(situation, rule, id))
    if (level === undefined || level < rule.least) return []
    return { about: id, level: rule.level ?? level, message: gauge.title, since: Date.parse(gauge.at) }
  })
}

function standing(situation: Situation, rule: AlarmRule, about: string): boolean {
  const alarm = situation.alarm.get(alarmName(rule.id, about))
  return alarm !== undefined && alarm.state !== 'returned' && alarm.normal !== true
}

function levelOf(gauge: Observation, marks: Marks, rule: AlarmRule, stands: boolean): number | undefined {
  const { value } = gauge
  const now = value === undefined ? undefined : grade(marks, value)
  if (value === undefined || now === undefined) return gauge.level
  if (stands) return grade(marks, value + rule.deadband)
  const before = rule.readings > 1 ? (gauge.earlier ?? []).slice(1 - rule.readings) : []
  if (before.length < rule.readings - 1) return 0
  const all = before.map((earlier) => grade(marks, earlier.value ?? -Infinity) ?? 0)
  return Math.min(now, ...all)
}
