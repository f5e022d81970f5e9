import { minutesId, weekId } from '../situation/alarms.ts'
import type { Situation } from '../situation/situation.ts'

const windowMs = 10 * 60_000

/** ANSI/ISA-18.2, per operator and 10 minutes: about 1 is likely acceptable, about 2 manageable at most, more than 10 a flood. */
export const budgetFigures = { acceptable: 1, manageable: 2, flood: 10 } as const

type BudgetBand = 'acceptable' | 'manageable' | 'over' | 'flood'

/** How many alarms began to sound in the 10 minutes before `now` (ms UTC). */
export function alarmsLately(situation: Situation, now: number): number {
  const from = new Date(now - windowMs).toISOString().slice(0, 16)
  const n = situation.counter.get(minutesId)?.n ?? {}
  return Object.entries(n).reduce((sum, [minute, count]) => (minute >= from ? sum + count : sum), 0)
}

/** The meter of the desk: alarms per operator in 10 minutes, and what the standard calls that. */
export function alarmBudget(
  situation: Situation,
  now: number,
  operators: number,
): { alarms: number; perOperator: number; band: BudgetBand } {
  const alarms = alarmsLately(situation, now)
  const perOperator = alarms / Math.max(1, operators)
  const { acceptable, manageable, flood } = budgetFigures
  if (perOperator > flood) return { alarms, perOperator, band: 'flood' }
  if (perOperator > manageable) return { alarms, perOperator, band: 'over' }
  return { alarms, perOperator, band: perOperator > acceptable ? 'manageable' : 'acceptable' }
}

/** The rules whose alarms sounded most in a local week: this one, or `back` weeks ago; at most 8 back. */
export function worstRules(situation: Situation, now: number, back = 0): { rule: string; times: number }[] {
  const n = situation.counter.get(weekId(situation, now, back))?.n ?? {}
  return Object.entries(n)
    .map(([rule, times]) => ({ rule, times }))
    .sort((a, b) => b.times - a.times || (a.rule < b.rule ? -1 : 1))
}
