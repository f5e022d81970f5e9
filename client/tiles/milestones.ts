import type { Milestone, Project } from '../../shared/situation/items.ts'

/** The milestone that was not reached and falls due first, and by how many ms it is late at `now` (negative: still to come). */
export function nextMilestone(
  project: Project,
  now: number,
): (Milestone & { due: string; lateMs: number }) | undefined {
  let next: (Milestone & { due: string }) | undefined
  for (const step of project.milestones) {
    const { due } = step
    if (due && !step.reached && (!next || due < next.due)) next = { ...step, due }
  }
  return next && { ...next, lateMs: now - dueEnd(next.due) }
}

/** A day is over when it ends; a time when it comes. */
function dueEnd(due: string): number {
  return Date.parse(due) + (due.length === 10 ? 86_400_000 : 0)
}
