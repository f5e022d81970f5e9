import type { RecordedEvent } from '../events/types.ts'
import { holdUp } from './bottlenecks.ts'
import { count } from './counters.ts'
import type { Milestone, Project } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { touch, type Situation, type Touch } from './situation.ts'

const curvePoints = 60

function changed(situation: Situation, touched: Touch[], project: Project): void {
  project.seq = situation.seq
  situation.project.set(project.id, project)
  touch(situation, touched, 'project', project.id)
}

/** A project of which something is said before it is registered: kept, marked, and filled in when it comes. */
function unknown(id: string): Project {
  return { id, seq: 0, name: id, agency: '', start: '', finish: '', milestones: [], curve: [], odd: true }
}

export function projectRegistered(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'project.registered'>,
) {
  const before = situation.project.get(event.subject)
  const { name, agency, budget, geometry, start = '', finish = '', contractor, program } = event.data
  const known = new Map(before?.milestones.map((step) => [step.id, step]))
  const milestones = event.data.milestones.map((step) => {
    const { reached, at } = known.get(step.id) ?? {}
    return lean({ ...step, reached, at }) as Milestone
  })
  const plan = event.data.plan?.map(({ asOf, planned }): [string, number] => [asOf, planned])
  const project: Project = lean({
    id: event.subject,
    seq: event.seq,
    name,
    agency,
    budget,
    geometry,
    region: event.region,
    start,
    finish,
    contractor,
    program,
    milestones,
    planned: before?.planned,
    physical: before?.physical,
    financial: before?.financial,
    asOf: before?.asOf,
    status: event.data.status ?? before?.status,
    plan: plan?.sort((a, b) => (a[0] < b[0] ? -1 : 1)) ?? before?.plan,
    spent: before?.spent,
    photos: before?.photos,
    scm: before?.scm,
    blocked: before?.blocked,
    blockedSince: before?.blockedSince,
    blockedBy: before?.blockedBy,
    curve: before?.curve ?? [],
    ahead: isAhead(event) || undefined,
  })
  if (!before || before.odd) count(situation, touched, 'projects', 'registered')
  changed(situation, touched, project)
}

/** The newest figures by the day they speak of stand; an older statement only fills the curve. */
export function projectProgressed(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'project.progressed'>,
) {
  const project = situation.project.get(event.subject) ?? unknown(event.subject)
  const { planned, physical, financial, asOf, budget, spent, name, agency } = event.data
  if (project.odd && name) project.name = name
  if (project.odd && agency) project.agency = agency
  if (!project.asOf || asOf >= project.asOf) {
    const figures = { planned, physical, financial, budget, spent }
    holdUp(project, event.data, event.time)
    for (const [name, value] of Object.entries(figures) as [
      keyof typeof figures,
      number | null | undefined,
    ][]) {
      if (value !== null && value !== undefined) project[name] = value
    }
    project.asOf = asOf
  }
  const curve = project.curve.filter(([day]) => day !== asOf)
  curve.push([asOf, planned ?? null, physical ?? null, financial ?? null])
  project.curve = curve.sort((a, b) => (a[0] < b[0] ? -1 : 1)).slice(-curvePoints)
  changed(situation, touched, project)
}

export function milestoneReached(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'milestone.reached'>,
) {
  const project = situation.project.get(event.data.project) ?? unknown(event.data.project)
  const step = project.milestones.find((milestone) => milestone.id === event.data.milestone)
  if (step) {
    step.reached = event.time
    if (event.data.geometry) step.at = event.data.geometry
  } else if (project.milestones.length < 200) {
    project.milestones.push({
      id: event.data.milestone,
      title: event.data.milestone,
      due: event.time,
      reached: event.time,
      ...(event.data.geometry && { at: event.data.geometry }),
    })
    project.odd = true
  }
  const { milestone, photo } = event.data
  if (photo && project.milestones.some(({ id }) => id === milestone))
    project.photos = Object.fromEntries([...Object.entries(project.photos ?? {}), [milestone, photo]])
  count(situation, touched, 'projects', 'milestones')
  changed(situation, touched, project)
}

/** A show-cause meeting: the highest stage stands, the contract answers for it until it ends. */
export function projectSummoned(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'project.summoned'>,
) {
  const project = situation.project.get(event.subject) ?? unknown(event.subject)
  const { stage, held } = event.data
  if (!project.scm || stage >= project.scm.stage) project.scm = { stage, held }
  changed(situation, touched, project)
}
