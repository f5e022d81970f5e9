import { isCritical, plannedOf, type CriticalRule } from './deviation.ts'
import type { Project } from './situation/items.ts'
import { dayStart, localDay, type Calendar } from './working-days.ts'

const dayMs = 86_400_000

/** Days until the contract ends, today included; negative: over since so many; nothing where no end is known. */
export function daysLeft(
  project: Pick<Project, 'finish'>,
  now: number,
  calendar: Calendar,
): number | undefined {
  const finish = Date.parse(project.finish.slice(0, 10))
  if (Number.isNaN(finish)) return undefined
  const today = dayStart(localDay(now, calendar), calendar) + calendar.offsetHours * 3_600_000
  return Math.round((finish - today) / dayMs)
}

/** Physical and financial progress this far apart, in points, ask for a question. */
const gapPoints = 15

/**
 * What is odd about a project's figures: `critical` by the rule; `gap`: physical and financial progress far apart; `falling`: less
 * progress than was reported before; `over`: more than 100 %; `overspent`: more paid than its budget; `overdue`: its end has passed.
 */
type ProjectFlag = 'critical' | 'gap' | 'falling' | 'over' | 'overspent' | 'overdue'

export function projectFlags(
  project: Project,
  now: number,
  calendar: Calendar,
  rule?: CriticalRule,
): ProjectFlag[] {
  const { physical, financial, budget, spent, curve } = project
  const flags: ProjectFlag[] = []
  const told = curve.flatMap(([, , value]) => value ?? [])
  const left = daysLeft(project, now, calendar)
  const done = (physical ?? 0) >= 100 || /complet|selesai|closed|cancel/.test(project.status ?? '')
  if (isCritical(project, now, rule)) flags.push('critical')
  if (physical !== undefined && financial !== undefined && Math.abs(physical - financial) > gapPoints)
    flags.push('gap')
  if (told.some((value, at) => at > 0 && value < (told[at - 1] ?? 0))) flags.push('falling')
  if ([physical, financial, plannedOf(project)].some((value) => (value ?? 0) > 100)) flags.push('over')
  if (budget !== undefined && spent !== undefined && spent > budget) flags.push('overspent')
  if (left !== undefined && left < 0 && !done) flags.push('overdue')
  return flags
}

/** Budget and what was spent of it by agency, rupiah; `reported`: the budget of the projects that told their spending. */
interface Absorption {
  agency: string
  projects: number
  budget: number
  reported: number
  spent: number
}

/** Budget absorption by agency, the greatest budget first. Projects that report no spending are not counted as unspent. */
export function absorption(projects: Iterable<Project>): Absorption[] {
  const agencies = new Map<string, Absorption>()
  for (const { agency, budget = 0, spent, financial } of projects) {
    const sum = agencies.get(agency) ?? { agency, projects: 0, budget: 0, reported: 0, spent: 0 }
    const paid = spent ?? (financial === undefined ? undefined : (budget * financial) / 100)
    sum.projects++
    sum.budget += budget
    if (paid !== undefined) {
      sum.reported += budget
      sum.spent += paid
    }
    agencies.set(agency, sum)
  }
  return [...agencies.values()].sort((a, b) => b.budget - a.budget || (a.agency < b.agency ? -1 : 1))
}
