import type { AlarmRule, Marks } from '../../shared/coordination/alarm-rules.ts'
import { grade, marksFor } from '../../shared/coordination/water-level.ts'
import type { Observation } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { alarmName } from './alarm-name.ts'
import type { Condition } from './condition.ts'

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
