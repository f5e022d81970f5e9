import { commitmentStanding } from './commitment-standing.ts'
import { isCritical, type CriticalRule } from './deviation.ts'
import { freshness } from './freshness.ts'
import type { Source } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'

/** How the room stands in a few figures: what is done about what is open, the work of the year, and what this rests on. */
interface Glance {
  /** Open incidents, and those that nobody handles yet. */
  incidents: number
  unhandled: number
  /** Open tasks, those not yet acknowledged, and those past their time. */
  tasks: number
  unacknowledged: number
  tasksLate: number
  projects: number
  critical: number
  /** Signed targets whose day has passed unfulfilled, and those that still lack a signature. */
  missed: number
  unsigned: number
  sources: number
  fresh: number
  /** Declared sources that are not heard in time or fail, the longest unheard first. */
  unheard: Source[]
}

export function glance(situation: Situation, now: number, rule?: CriticalRule): Glance {
  const incidents = [...situation.incident.values()]
  const tasks = [...situation.task.values()]
  const projects = [...situation.project.values()]
  const { calendar } = situation.index
  const standings = [...situation.commitment.values()].map((one) => commitmentStanding(one, now, calendar))
  const sources = [...situation.source.values()].map((source) => ({ source, ...freshness(source, now) }))
  return {
    incidents: incidents.length,
    unhandled: incidents.filter(({ status }) => status !== 'handled').length,
    tasks: tasks.length,
    unacknowledged: tasks.filter(({ status }) => status === 'assigned').length,
    tasksLate: tasks.filter(({ due }) => due !== undefined && Date.parse(due) < now).length,
    projects: projects.length,
    critical: projects.filter((one) => isCritical(one, now, rule)).length,
    missed: standings.filter((one) => one === 'missed').length,
    unsigned: standings.filter((one) => one === 'unsigned').length,
    sources: sources.length,
    fresh: sources.filter(({ state }) => state === 'fresh').length,
    unheard: sources
      .filter(({ state }) => state !== 'fresh')
      .sort((a, b) => (b.age ?? Infinity) - (a.age ?? Infinity))
      .map(({ source }) => source),
  }
}
