import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Geometry, Position } from './events/geometry.ts'
import { middle } from './events/geometry.ts'
import { projectFlags } from './project-health.ts'
import type { CriticalRule } from './deviation.ts'
import type { Project, Ticket } from './situation/items.ts'
import { metresBetween } from './ticket-grid.ts'
import type { Calendar } from './working-days.ts'

/** A complaint this near to a project's line or area is asked whether it is about it. */
const roadMetres = 200

/** How far a position lies from the nearest part of a geometry, metres; 0 inside an area. */
export function metresTo(geometry: Geometry, at: Position): number {
  switch (geometry.type) {
    case 'Point':
      return metresBetween(at, geometry.coordinates as Position)
    case 'MultiPoint':
      return least(geometry.coordinates.map((one) => metresBetween(at, one as Position)))
    case 'LineString':
      return toLine(geometry.coordinates as Position[], at)
    case 'MultiLineString':
      return least(geometry.coordinates.map((line) => toLine(line as Position[], at)))
    case 'Polygon':
    case 'MultiPolygon': {
      if (booleanPointInPolygon(at, geometry as Parameters<typeof booleanPointInPolygon>[1])) return 0
      const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
      return least(rings.map((ring) => toLine(ring as Position[], at)))
    }
    default:
      return least(geometry.geometries.map((part) => metresTo(part, at)))
  }
}

const least = (values: number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)

function toLine(line: readonly Position[], at: Position): number {
  const [first] = line
  if (line.length < 2) return first ? metresBetween(at, first) : Infinity
  return least(line.slice(1).map((end, before) => toSegment(line[before]!, end, at)))
}

/** By the nearest point of the segment in a plane that touches at `at`: exact enough within some kilometres. */
function toSegment(from: Position, to: Position, at: Position): number {
  const squeeze = Math.cos((at[1] * Math.PI) / 180)
  const flat = ([lon, lat]: Position) => [(lon - at[0]) * squeeze, lat - at[1]] as const
  const [[x, y], [endX, endY]] = [flat(from), flat(to)]
  const [dx, dy] = [endX - x, endY - y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length))
  return metresBetween(at, [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])])
}

/** Which categories are about roads, and what makes a contract late at `now` (ms UTC). */
interface Grounds {
  isRoad: (category: string) => boolean
  now: number
  calendar: Calendar
  rule: CriticalRule
}

interface LateRoad {
  ticket: Ticket
  project: Project
  metres: number
}

/** Complaints about roads that lie at a project whose contract is late (critical, or past its end), not attached to one yet. */
export function lateRoads(
  tickets: Iterable<Ticket>,
  projects: Iterable<Project>,
  { isRoad, now, calendar, rule }: Grounds,
): LateRoad[] {
  const late = [...projects].flatMap((project) => {
    if (!project.geometry) return []
    const flags = projectFlags(project, now, calendar, rule)
    return flags.includes('critical') || flags.includes('overdue')
      ? [{ project, geometry: project.geometry }]
      : []
  })
  if (late.length === 0) return []
  const found: LateRoad[] = []
  for (const ticket of tickets) {
    if (!ticket.geometry || ticket.project || !isRoad(ticket.category)) continue
    if (ticket.ruledOut?.includes('late-contract')) continue
    const at = middle(ticket.geometry)
    const [nearest] = late
      .map(({ project, geometry }) => ({ ticket, project, metres: Math.round(metresTo(geometry, at)) }))
      .filter(({ metres }) => metres <= roadMetres)
      .sort((a, b) => a.metres - b.metres)
    if (nearest) found.push(nearest)
  }
  return found
}
