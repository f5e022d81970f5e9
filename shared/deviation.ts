import type { Project } from './situation/items.ts'

/** Realised minus planned, percentage points: negative = behind. Undefined when either was not reported. */
export function deviation(project: Pick<Project, 'planned' | 'physical'>): number | undefined {
  if (project.planned === undefined || project.physical === undefined) return undefined
  return project.physical - project.planned
}

/** The rule of the critical contract as data: behind by more than so many points while the plan stands within a band. */
export interface CriticalRule {
  bands: { upTo: number; points: number }[]
}

export const criticalRule: CriticalRule = {
  bands: [
    { upTo: 70, points: 10 },
    { upTo: 100, points: 5 },
  ],
}

/**
 * Whether a contract is critical (kontrak kritis): plan 0-70 %: more than 10 points behind; plan 70-100 %: more than 5;
 * or behind at all and set to run past its fiscal year (the year of its start) at today's pace.
 */
export function isCritical(project: Project, now: number, rule: CriticalRule = criticalRule): boolean {
  const behind = -(deviation(project) ?? 0)
  if (behind <= 0 || project.planned === undefined) return false
  const planned = project.planned
  const band = rule.bands.find(({ upTo }) => planned <= upTo)
  if (band && behind > band.points) return true
  return crossesYear(project, now)
}

function crossesYear(project: Project, now: number): boolean {
  const start = Date.parse(project.start)
  if (Number.isNaN(start) || !project.physical || now <= start) return false
  const end = Date.UTC(new Date(start).getUTCFullYear() + 1, 0, 1)
  const asOf = project.asOf ? Date.parse(project.asOf) : now
  const finish = start + ((asOf - start) * 100) / project.physical
  return finish > end
}
