import { deviation, isCritical, type CriticalRule } from './deviation.ts'
import type { Indicator } from './situation/items.ts'
import type { Situation } from './situation/situation.ts'

/** Something that got worse; `by`: points or the unit's own figure; `score` orders unlike things. */
export interface Worse {
  kind: 'incident' | 'project' | 'indicator'
  id: string
  title: string
  score: number
  level?: number
  /** What it was and what it is. */
  from?: number
  to?: number
  unit?: string
  agency?: string
  /** The district in which an indicator lost most, and what it was and is there. */
  worst?: { code: string; from: number; to: number }
  at: string
}

/** What got worse, the worst first: grave incidents, projects that fell back, indicators that moved the wrong way. */
export function gotWorse(situation: Situation, now: number, rule?: CriticalRule): Worse[] {
  const found: Worse[] = []
  for (const { id, title, level, at } of situation.incident.values())
    if (level >= 2) found.push({ kind: 'incident', id, title, level, score: 100 * level, at })
  for (const project of situation.project.values()) {
    const told = project.curve.filter(([, planned, physical]) => planned !== null && physical !== null)
    const [before, last] = told.slice(-2).map(([, planned, physical]) => (physical ?? 0) - (planned ?? 0))
    const to = deviation(project)
    if (to === undefined || to >= 0) continue
    const fell = before !== undefined && last !== undefined ? before - last : 0
    const critical = isCritical(project, now, rule)
    if (fell <= 0 && !critical) continue
    const from = fell > 0 ? before : undefined
    const score = (critical ? 60 : 20) + Math.max(fell, -to / 2)
    found.push({
      kind: 'project',
      id: project.id,
      title: project.name,
      score,
      to,
      agency: project.agency,
      at: project.asOf ?? '',
      ...(from !== undefined && { from }),
    })
  }
  for (const indicator of situation.indicator.values()) {
    const { id, name, value, previous, direction, unit, agency, asOf = '' } = indicator
    if (value === undefined || previous === undefined) continue
    const lost = direction === 'up' ? previous - value : value - previous
    if (lost <= 0) continue
    const share = lost / Math.max(Math.abs(previous), 1e-9)
    const worst = worstArea(indicator)
    found.push({
      kind: 'indicator',
      id,
      title: name,
      score: 20 + Math.min(60, share * 100),
      from: previous,
      to: value,
      unit,
      agency,
      ...(worst && { worst }),
      at: asOf,
    })
  }
  return found.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

function worstArea({ byRegion, direction }: Indicator): Worse['worst'] {
  let worst: Worse['worst']
  let most = 0
  for (const [code, { value, previous }] of Object.entries(byRegion)) {
    const lost = previous === undefined ? 0 : direction === 'up' ? previous - value : value - previous
    if (previous === undefined || lost <= most) continue
    most = lost
    worst = { code, from: previous, to: value }
  }
  return worst
}

/** The few to show: the worst of each kind before the second of any, so that a night of incidents does not hide a road. */
export function ofEachKind(worse: readonly Worse[], most: number): Worse[] {
  const kinds = new Set<string>()
  const firsts = worse.filter(({ kind }) => !kinds.has(kind) && kinds.add(kind))
  const others = worse.filter((one) => !firsts.includes(one))
  return [...firsts, ...others].slice(0, most)
}
