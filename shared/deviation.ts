import * as z from 'zod'
import type { Project } from './situation/items.ts'

/** The planned per cent on a day by the planned curve: straight between its points, 0 before them; nothing without one. */
export function plannedOn(plan: Project['plan'], day: string): number | undefined {
  if (!plan || plan.length === 0) return undefined
  const at = Date.parse(day)
  let [before, was] = [-Infinity, 0]
  for (const [text, planned] of plan) {
    const point = Date.parse(text)
    if (point === at || (point > at && before === -Infinity)) return point === at ? planned : 0
    if (point > at) return was + ((planned - was) * (at - before)) / (point - before)
    before = point
    was = planned
  }
  return was
}

/** What was planned for the day of the newest figures: as reported, else by the planned curve. */
export function plannedOf(project: Pick<Project, 'planned' | 'plan' | 'asOf'>): number | undefined {
  return project.planned ?? (project.asOf ? plannedOn(project.plan, project.asOf) : undefined)
}

/** Realised minus planned, percentage points: negative = behind. Undefined when either was not reported. */
export function deviation(
  project: Pick<Project, 'planned' | 'physical' | 'plan' | 'asOf'>,
): number | undefined {
  const planned = plannedOf(project)
  if (planned === undefined || project.physical === undefined) return undefined
  return project.physical - planned
}

/** The rule of the critical contract as data: behind by more than so many points while the plan stands within a band. */
export const criticalSetting = z.object({
  bands: z.array(z.object({ upTo: z.number(), points: z.number().min(0) })).max(10),
})
export type CriticalRule = z.infer<typeof criticalSetting>

const usualRule: CriticalRule = {
  bands: [
    { upTo: 70, points: 10 },
    { upTo: 100, points: 5 },
  ],
}

/** A map asks once per project: what a setting's value means is read once. */
const readRules = new WeakMap<object, CriticalRule>()

/** The rule that setting `criticalRule` holds, else the usual one. */
export function criticalRuleOf(value: unknown): CriticalRule {
  if (typeof value !== 'object' || value === null) return usualRule
  const rule = readRules.get(value) ?? criticalSetting.safeParse(value).data ?? usualRule
  readRules.set(value, rule)
  return rule
}

/**
 * Whether a contract is critical (kontrak kritis): plan 0-70 %: more than 10 points behind; plan 70-100 %: more than 5;
 * or behind at all and set to run past its fiscal year (the year of its start) at today's pace.
 */
export function isCritical(project: Project, now: number, rule: CriticalRule = usualRule): boolean {
  const behind = -(deviation(project) ?? 0)
  const planned = plannedOf(project)
  if (behind <= 0 || planned === undefined) return false
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
