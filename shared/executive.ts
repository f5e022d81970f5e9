import { isCritical, type CriticalRule } from './deviation.ts'
import { overdue, type ReportingDuty } from './reporting.ts'
import type { Situation } from './situation/situation.ts'

/** What an agency is late with, and how long the oldest of it has been. */
export interface Late {
  agency: string
  reports: number
  tickets: number
  tasks: number
  milestones: number
  oldestMs: number
}

/** Who is late, the longest first: reports by contract, complaints past their deadline, tasks, milestones. */
export function whoIsLate(situation: Situation, now: number, duties: readonly ReportingDuty[]): Late[] {
  const late = new Map<string, Late>()
  const add = (agency: string, what: 'reports' | 'tickets' | 'tasks' | 'milestones', ms: number) => {
    if (ms <= 0 || agency === '') return
    const one = late.get(agency) ?? { agency, reports: 0, tickets: 0, tasks: 0, milestones: 0, oldestMs: 0 }
    one[what]++
    one.oldestMs = Math.max(one.oldestMs, ms)
    late.set(agency, one)
  }
  for (const { duty, lateMs } of overdue(duties, situation.report, now, situation.index.calendar))
    add(duty.agency, 'reports', lateMs)
  for (const { agency, due, held } of situation.ticket.values())
    if (agency && !held) add(agency, 'tickets', now - Date.parse(due))
  for (const { agency, due } of situation.task.values()) if (due) add(agency, 'tasks', now - Date.parse(due))
  for (const { agency, milestones, status } of situation.project.values())
    for (const { due, reached } of milestones)
      if (due && !reached && !/complet|cancel/.test(status ?? '')) add(agency, 'milestones', now - endOf(due))
  return [...late.values()].sort((a, b) => b.oldestMs - a.oldestMs || (a.agency < b.agency ? -1 : 1))
}

/** A day is over when it ends; a time when it comes. */
const endOf = (due: string): number => Date.parse(due) + (due.length === 10 ? 86_400_000 : 0)

/** A task or project that waits, and for whom. */
export interface Bottleneck {
  id: string
  title: string
  agency: string
  waitsFor: string
  reason: string
  ageMs: number
  program: string
}

/** Where one agency waits for another, the longest first; what waits for nobody in particular comes too, with nobody named. */
export function bottlenecks(situation: Situation, now: number): Bottleneck[] {
  const tasks = [...situation.task.values()].map((task) => ({
    ...task,
    program: situation.incident.get(task.incident)?.title ?? '',
  }))
  const projects = [...situation.project.values()].map(({ name, program = '', ...rest }) => ({
    ...rest,
    title: name,
    program,
  }))
  return [...tasks, ...projects]
    .filter(({ blocked, blockedBy }) => blocked !== undefined || blockedBy !== undefined)
    .map(({ id, title, agency, program, blocked = '', blockedBy = '', blockedSince = '' }) => {
      const since = Date.parse(blockedSince)
      return {
        id,
        title,
        agency,
        program,
        reason: blocked,
        waitsFor: blockedBy,
        ageMs: Number.isNaN(since) ? 0 : now - since,
      }
    })
    .sort((a, b) => b.ageMs - a.ageMs)
}

/** What stands in one district. */
export interface DistrictCount {
  code: string
  incidents: number
  level: number
  tickets: number
  overdue: number
  projects: number
  critical: number
}

/** Items by district (the first eight signs of a Kemendagri code), the worst first; '' for what has no place. */
export function byDistrict(situation: Situation, now: number, rule?: CriticalRule): DistrictCount[] {
  const districts = new Map<string, DistrictCount>()
  const at = (region = '') => {
    const code = region.length >= 8 ? region.slice(0, 8) : ''
    const before = districts.get(code)
    if (before) return before
    const made = { code, incidents: 0, level: 0, tickets: 0, overdue: 0, projects: 0, critical: 0 }
    districts.set(code, made)
    return made
  }
  for (const { region, level } of situation.incident.values()) {
    const one = at(region)
    one.incidents++
    one.level = Math.max(one.level, level)
  }
  for (const { region, due, held } of situation.ticket.values()) {
    const one = at(region)
    one.tickets++
    if (!held && Date.parse(due) < now) one.overdue++
  }
  for (const project of situation.project.values()) {
    const one = at(project.region)
    one.projects++
    if (isCritical(project, now, rule)) one.critical++
  }
  const weight = (one: DistrictCount) =>
    one.level * 1000 + one.incidents * 50 + one.critical * 20 + one.overdue
  return [...districts.values()].sort((a, b) => weight(b) - weight(a) || (a.code < b.code ? -1 : 1))
}
