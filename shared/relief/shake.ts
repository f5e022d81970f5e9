import { isArea, type Area } from '../events/area.ts'
import type { Observation } from '../situation/items.ts'

/**
 * How far from its epicentre an earthquake is felt with an intensity, km: Bakun and Wentworth 1997,
 * MMI = 1.68 M - 3.29 - 0.0206 Δ (https://doi.org/10.1785/BSSA0870061502). From California, for crustal events: a first
 * guess that a person changes, no shake map. 0 where it is felt so nowhere.
 */
export function shakenRadiusKm(magnitude: number, intensity = 6): number {
  return Math.max(0, Math.round((1.68 * magnitude - 3.29 - intensity) / 0.0206))
}

/** From which intensity (MMI) on an area counts as strongly shaken: VI, light damage. */
export const strongShaking = 6

/**
 * The area of a shake map: what observations of kind `intensity` say was shaken so strongly (MMI), each by its own contour or,
 * where it speaks of a district, by that district's outline; of a district the newest stands. Nothing where none was.
 */
export function shakenArea(
  observations: Iterable<Pick<Observation, 'kind' | 'value' | 'geometry' | 'region' | 'at' | 'id'>>,
  outlines: ReadonlyMap<string, Area>,
  least: number,
): Area | undefined {
  const newest = new Map<string, { at: string; value: number; area: Area }>()
  for (const { kind, value, geometry, region = '', at, id } of observations) {
    const own = isArea(geometry)
    const area = own ? geometry : outlines.get(region)
    if (kind !== 'intensity' || value === undefined || !area) continue
    const key = own ? id : region
    const before = newest.get(key)
    if (!before || before.at < at) newest.set(key, { at, value, area })
  }
  const coordinates: Extract<Area, { type: 'MultiPolygon' }>['coordinates'] = [...newest.values()]
    .filter(({ value }) => value >= least)
    .flatMap(({ area }) => (area.type === 'Polygon' ? [area.coordinates] : area.coordinates))
  return coordinates.length > 0 ? { type: 'MultiPolygon', coordinates } : undefined
}
