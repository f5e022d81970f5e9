import { regularity, type ReportingDuty } from './reporting.ts'
import type { Situation } from './situation/situation.ts'

/** How regularly an agency or a cluster answered the reports it owes: of its last due moments, how many. */
interface Standing {
  id: string
  answered: number
  of: number
}

/**
 * The league by agency, or by the cluster that its duties name: what counts is regularity. Whoever hands in ten reports on one
 * day gains nothing by it, and who owes few is not below who owes many.
 */
export function league(
  situation: Situation,
  now: number,
  duties: readonly ReportingDuty[],
  by: 'agency' | 'cluster',
): Standing[] {
  const standings = new Map<string, Standing>()
  for (const duty of duties) {
    const id = duty[by]
    if (!id) continue
    const handed = situation.report.get(duty.agency)?.handed ?? {}
    const own = Object.hasOwn(handed, duty.report) ? (handed[duty.report] ?? []) : []
    const { answered, of } = regularity(duty, own, now, situation.index.calendar)
    const before = standings.get(id) ?? { id, answered: 0, of: 0 }
    standings.set(id, { id, answered: before.answered + answered, of: before.of + of })
  }
  return [...standings.values()]
    .filter(({ of }) => of > 0)
    .sort((a, b) => b.answered / b.of - a.answered / a.of || (a.id < b.id ? -1 : 1))
}
