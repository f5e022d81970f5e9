import { plannedOf } from './deviation.ts'
import { absorption } from './project-health.ts'
import { regularity, type ReportingDuty } from './reporting.ts'
import type { Indicator } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'

/** An agency as the monthly meeting looks at it; what was not reported is absent. */
export interface Evaluation {
  agency: string
  projects: number
  budget: number
  /** Means weighted by budget, per cent. */
  planned?: number
  physical?: number
  /** Realised of planned, per cent: what the bands speak of. */
  achieved?: number
  /** Spent of the budget of the projects that report their spending, per cent. */
  absorbed?: number
  /** The inspectorate's mark of the SAKIP evaluation: the indicator `sakip/AGENCY`. */
  sakip?: number
  answered: number
  of: number
}

/** Every agency that has projects or owes reports, the least achieved first. */
export function evaluate(situation: Situation, now: number, duties: readonly ReportingDuty[]): Evaluation[] {
  const projects = [...situation.project.values()]
  const spent = new Map(absorption(projects).map((one) => [one.agency, one]))
  const agencies = new Set([...spent.keys(), ...duties.map(({ agency }) => agency)])
  const rows = [...agencies].map((agency): Evaluation => {
    const own = projects.filter((one) => one.agency === agency)
    const told = own.flatMap((one) => {
      const planned = plannedOf(one)
      return planned === undefined || one.physical === undefined
        ? []
        : [{ planned, physical: one.physical, weight: one.budget ?? 1 }]
    })
    const whole = told.reduce((sum, { weight }) => sum + weight, 0)
    const mean = (of: 'planned' | 'physical') =>
      told.reduce((sum, one) => sum + one[of] * one.weight, 0) / whole
    const money = spent.get(agency)
    const mark = situation.indicator.get(`sakip/${agency}`)?.value
    const handed = situation.report.get(agency)?.handed ?? {}
    const kept = duties
      .filter((duty) => duty.agency === agency)
      .map((duty) =>
        regularity(
          duty,
          (Object.hasOwn(handed, duty.report) && handed[duty.report]) || [],
          now,
          situation.index.calendar,
        ),
      )
    return {
      agency,
      projects: own.length,
      budget: money?.budget ?? 0,
      ...(whole > 0 && { planned: mean('planned'), physical: mean('physical') }),
      ...(whole > 0 && mean('planned') > 0 && { achieved: (100 * mean('physical')) / mean('planned') }),
      ...(money && money.reported > 0 && { absorbed: (100 * money.spent) / money.reported }),
      ...(mark !== undefined && { sakip: mark }),
      answered: kept.reduce((sum, one) => sum + one.answered, 0),
      of: kept.reduce((sum, one) => sum + one.of, 0),
    }
  })
  return rows.sort(
    (a, b) => (a.achieved ?? Infinity) - (b.achieved ?? Infinity) || (a.agency < b.agency ? -1 : 1),
  )
}

/** Whether a measured figure has not reached its target, by the direction in which the indicator is better. */
export function isShort({ target, direction }: Indicator, value: number | undefined): boolean {
  if (target === undefined || value === undefined) return false
  return direction === 'down' ? value > target : value < target
}
