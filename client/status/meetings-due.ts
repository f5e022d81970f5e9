import { alarmRulesOf } from '../../shared/coordination/alarm-rules.ts'
import type { Incident } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'

/** By which an incident needs a coordination meeting: from which level on, and how many hours after its assessment. */
export function meetingRule(situation: Situation | undefined): { least: number; hours: number } {
  const rules = alarmRulesOf(situation?.setting.get('alarmRules')?.value)
  const { least = 2, hours = 24 } = rules.find(({ when }) => when === 'meeting-due') ?? {}
  return { least, hours }
}

/** When its meeting is due, ms UTC; undefined while it was not assessed. */
export function meetingDue({ assessed }: Incident, hours: number): number | undefined {
  return assessed === undefined ? undefined : Date.parse(assessed) + hours * 3_600_000
}

/** The meetings that are still to be held, the one that is due first on top. */
export function meetingsDue(situation: Situation): { incident: Incident; due: number }[] {
  const { least, hours } = meetingRule(situation)
  return [...situation.incident.values()]
    .flatMap((incident) => {
      const due = meetingDue(incident, hours)
      return due === undefined || incident.meeting !== undefined || incident.level < least
        ? []
        : [{ incident, due }]
    })
    .sort((a, b) => b.incident.level - a.incident.level || a.due - b.due)
}
