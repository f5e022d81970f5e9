import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Indicator, Project } from './items.ts'
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
  const { name, agency, budget, geometry, start, finish, contractor, program } = event.data
  const reached = new Map(before?.milestones.map((step) => [step.id, step.reached]))
  const milestones = event.data.milestones.map(
    (step) => lean({ ...step, reached: reached.get(step.id) }) as typeof step,
  )
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
  const { planned, physical, financial, asOf, budget } = event.data
  if (!project.asOf || asOf >= project.asOf) {
    const figures = { planned, physical, financial, budget }
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
  if (step) step.reached = event.time
  else if (project.milestones.length < 200) {
    project.milestones.push({
      id: event.data.milestone,
      title: event.data.milestone,
      due: event.time,
      reached: event.time,
    })
    project.odd = true
  }
  count(situation, touched, 'projects', 'milestones')
  changed(situation, touched, project)
}

export function indicatorDefined(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'indicator.defined'>,
) {
  const before = situation.indicator.get(event.subject)
  const { name, unit, target, direction, agency, cadence } = event.data
  const indicator: Indicator = lean({
    ...before,
    id: event.subject,
    seq: event.seq,
    name,
    unit,
    target,
    direction,
    agency,
    cadence,
    byRegion: before?.byRegion ?? {},
    odd: undefined,
  })
  situation.indicator.set(indicator.id, indicator)
  touch(situation, touched, 'indicator', indicator.id)
}

export function indicatorMeasured(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'indicator.measured'>,
) {
  const { subject: id, seq } = event
  const { value, asOf, region, parts } = event.data
  const indicator: Indicator = situation.indicator.get(id) ?? {
    id,
    seq,
    name: id,
    unit: '',
    direction: 'up',
    agency: '',
    byRegion: {},
    odd: true,
  }
  indicator.seq = seq
  const there = region ? indicator.byRegion[region]?.asOf : indicator.asOf
  if (!there || asOf >= there) {
    if (region) indicator.byRegion = { ...indicator.byRegion, [region]: { value, asOf } }
    else {
      if (indicator.value !== undefined) indicator.previous = indicator.value
      indicator.value = value
      indicator.asOf = asOf
      if (parts) indicator.parts = parts
    }
  }
  situation.indicator.set(id, indicator)
  touch(situation, touched, 'indicator', id)
}
