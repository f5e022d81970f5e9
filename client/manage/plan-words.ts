import type { Plan } from '../../shared/situation/items.ts'
import { count, shortDate } from '../format.ts'
import { m } from '../messages/index.ts'
import { downloadCsv } from '../performance/csv.ts'
import type { Site } from '../site.ts'
import { writtenFigure } from './fields.ts'

const w = m.manage
const p = m.performance

/** What a line of the plan asks for, of whom, when, and with how much; a missing owner or date is said. */
export function factsOf(plan: Plan, agency: (id: string) => string, site: Site): string {
  const day = (text: string | undefined) => (text ? shortDate(Date.parse(text), site) : '…')
  return [
    plan.measure,
    plan.target === undefined
      ? ''
      : `${p.target} ${writtenFigure(plan.target)}${plan.unit ? `\u00a0${plan.unit}` : ''}`,
    plan.agency ? agency(plan.agency) : w.noOwner,
    plan.start || plan.finish ? `${day(plan.start)} – ${day(plan.finish)}` : w.noDates,
    plan.budget === undefined ? '' : `Rp\u00a0${count(plan.budget)}`,
  ]
    .filter(Boolean)
    .join('\u00a0· ')
}

/** The plan as a sheet that `ruang import plan` reads back. */
export function downloadPlan(lines: readonly Plan[]): void {
  downloadCsv('rencana', [
    [w.code, w.planLevel, w.planName, w.owner, w.measure, p.unit, p.target, w.start, w.finish, p.budget],
    ...lines.map((plan) => [
      plan.code,
      plan.level,
      plan.name,
      plan.agency ?? '',
      plan.measure ?? '',
      plan.unit ?? '',
      plan.target ?? '',
      plan.start ?? '',
      plan.finish ?? '',
      plan.budget ?? '',
    ]),
  ])
}
