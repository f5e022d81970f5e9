import type { RecordedEvent } from '../events/types.ts'
import type { Figure, Incident, Stated, Statement } from './items.ts'
import { lean } from './marks.ts'

/** Whose figure a sum of areas is called where a person picks it. */
export const sumOfAreas = 'jumlah'

/** Bounds of one incident: figures, areas per figure, sources per area, earlier values kept of each. */
export const mostFigures = 60
export const mostAreas = 400
export const mostSources = 8
export const mostEarlier = 6

const own = <T>(record: Record<string, T> | undefined, key: string): T | undefined =>
  record && Object.hasOwn(record, key) ? record[key] : undefined

/** Takes in what a source says of some figures, and brings the incident's totals up to date. Answers how many did not fit. */
export function stateFigures(incident: Incident, event: RecordedEvent<'incident.assessed'>): number {
  const { impact = {}, by, region = '' } = event.data
  const asOf = event.data.asOf ?? event.time
  const fresh = lean({ by: by ?? event.source, named: by !== undefined || undefined, asOf, seq: event.seq })
  let refused = 0
  for (const [name, value] of Object.entries(impact)) {
    const figures = (incident.figures ??= {})
    const stated = own(figures, name) ?? { said: {} }
    const room = Object.hasOwn(figures, name) || Object.keys(figures).length < mostFigures
    const areaRoom = Object.hasOwn(stated.said, region) || Object.keys(stated.said).length < mostAreas
    if (!room || !areaRoom) {
      refused++
      continue
    }
    stated.said[region] = revised(own(stated.said, region) ?? [], { ...fresh, value } as Statement)
    figures[name] = stated
    total(incident, name)
  }
  return refused
}

/** A person picked whose figure stands in an area. */
export function pickFigure(incident: Incident, event: RecordedEvent<'incident.picked'>): void {
  const { figure, region = '', by } = event.data
  const stated = own(incident.figures, figure)
  if (!stated || !whoSaid(stated, region).includes(by)) return
  stated.picks = { ...stated.picks, [region]: { by, seq: event.seq } }
  total(incident, figure)
}

/** Who says something of an area: the sources, and `jumlah` where areas within it have figures. */
export function whoSaid(stated: Stated, region: string): string[] {
  const within = childrenOf(stated).has(region) ? [sumOfAreas] : []
  return [...(own(stated.said, region) ?? []).map(({ by }) => by), ...within]
}

function total(incident: Incident, name: string): void {
  const stated = own(incident.figures, name)
  const rolled = stated && rollUp(stated, '')
  if (rolled) incident.impact = { ...incident.impact, [name]: rolled }
}

/** The newest by the time it speaks of stands; what it replaces, and what came late, is kept as earlier. */
function revised(list: Statement[], fresh: Statement): Statement[] {
  const before = list.find(({ by }) => by === fresh.by)
  const others = list.filter((one) => one !== before)
  if (!before) return [...others, fresh].sort((a, b) => a.seq - b.seq).slice(-mostSources)
  const late = before.asOf > fresh.asOf
  const [stands, old] = late ? [before, fresh] : [fresh, before]
  const earlier = [...(before.earlier ?? []), { value: old.value, asOf: old.asOf }]
    .sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0))
    .slice(-mostEarlier)
  return [...others, { ...stands, seq: fresh.seq, earlier }]
}

const parentOf = (region: string): string =>
  region.includes('.') ? region.slice(0, region.lastIndexOf('.')) : ''

/** The areas beneath each area that have a figure, or have one beneath them. */
function childrenOf({ said }: Stated): Map<string, Set<string>> {
  const children = new Map<string, Set<string>>()
  for (const region of Object.keys(said)) {
    for (let area = region; area !== ''; area = parentOf(area)) {
      const siblings = children.get(parentOf(area)) ?? new Set<string>()
      if (siblings.has(area)) break
      children.set(parentOf(area), siblings.add(area))
    }
  }
  return children
}

interface Candidate extends Figure {
  source: string
  seq: number
  newest: string
  least: number
  most: number
  open: boolean
}

/** The figure of an area as it may be shown: as stated there, or the sum of the areas within; undefined: nothing was said. */
export function rollUp(stated: Stated, region: string): Figure | undefined {
  const found = standing(stated, childrenOf(stated), region)
  if (!found) return undefined
  const { value, by, asOf, areas, least, most, open } = found
  return lean({ value, by, asOf, areas, differs: open ? [least, most] : undefined }) as Figure
}

/**
 * What stands in an area: what a person picked, else the newest. Areas that come to less than the total stated for the
 * whole are taken for incomplete, not for a contradiction; that they come to more is one.
 */
function standing(stated: Stated, children: Map<string, Set<string>>, region: string): Candidate | undefined {
  const told = (own(stated.said, region) ?? []).map((one): Candidate => {
    const { by, named, value, asOf, seq } = one
    const figure = { value, asOf, seq, source: by, newest: asOf, least: value, most: value, open: false }
    return named ? { ...figure, by } : figure
  })
  const parts = [...(children.get(region) ?? [])].flatMap((child) => standing(stated, children, child) ?? [])
  const sum = parts.length > 0 ? sumOf(parts) : undefined
  const pick = own(stated.picks, region)
  const covered = sum && pick?.by !== sumOfAreas && told.some(({ value }) => value >= sum.value)
  const all = sum && !covered ? [...told, sum] : told
  const picked = pick && all.find(({ source }) => source === pick.by)
  const chosen = picked ?? all.reduce<Candidate | undefined>(newer, undefined)
  if (!chosen) return undefined
  const against = all.filter((one) => one.value !== chosen.value && !(picked && pick && one.seq <= pick.seq))
  if (against.length === 0) return chosen
  const least = Math.min(chosen.least, ...against.map((one) => one.least))
  const most = Math.max(chosen.most, ...against.map((one) => one.most))
  return { ...chosen, least, most, open: true }
}

const newer = (one: Candidate | undefined, two: Candidate): Candidate =>
  !one || two.newest > one.newest || (two.newest === one.newest && two.seq > one.seq) ? two : one

function sumOf(parts: Candidate[]): Candidate {
  const [only] = parts
  const add = (of: (part: Candidate) => number) => parts.reduce((sum, part) => sum + of(part), 0)
  const sum = {
    value: add(({ value }) => value),
    asOf: parts.reduce((oldest, { asOf }) => (asOf < oldest ? asOf : oldest), only?.asOf ?? ''),
    areas: add(({ areas }) => areas ?? 1),
    source: sumOfAreas,
    seq: Math.max(...parts.map(({ seq }) => seq)),
    newest: parts.reduce((last, { newest }) => (newest > last ? newest : last), ''),
    least: add(({ least }) => least),
    most: add(({ most }) => most),
    open: parts.some(({ open }) => open),
  }
  return parts.length === 1 && only?.by !== undefined ? { ...sum, by: only.by } : sum
}
