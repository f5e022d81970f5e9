import type { Geometry } from '../../shared/events/geometry.ts'
import type { Item } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { isPublicIncident } from './message.ts'

const oldestObservationMs = 86_400_000

interface Feature {
  type: 'Feature'
  id: string
  geometry: Geometry
  properties: Record<string, unknown>
}

/**
 * Everything public that has a place, as GeoJSON (RFC 7946), from the wall's situation: verified incidents, warnings in
 * force with who issued them, a day's observations, projects. No complaints: a complaint's place may be its reporter's home.
 */
export function features(
  situation: Situation,
  now: number,
): { type: 'FeatureCollection'; features: Feature[] } {
  const { incident, warning, observation, project } = situation
  const found: (Feature | undefined)[] = [
    ...[...incident.values()]
      .filter(isPublicIncident)
      .map(({ hazard, level, title, status, at, region, impact, ...one }) => {
        const figures = Object.fromEntries(Object.entries(impact).map(([name, { value }]) => [name, value]))
        return feature('incident', one, { hazard, level, title, status, at, region, impact: figures })
      }),
    ...[...warning.values()]
      .filter(({ cancelled, exercise, expires }) => !cancelled && !exercise && Date.parse(expires) > now)
      .map(({ hazard, level, headline: title, issuer, onset, expires, area, ...one }) =>
        feature('warning', one, { hazard, level, title, issuer, onset, expires, area }),
      ),
    ...[...observation.values()]
      .filter(({ at }) => now - Date.parse(at) <= oldestObservationMs)
      .map(({ kind: of, title, level, value, unit, at, source, region, ...one }) =>
        feature('observation', one, { of, title, level, value, unit, at, source, region }),
      ),
    ...[...project.values()].map(({ name: title, agency, planned, physical, financial, asOf, ...one }) =>
      feature('project', one, { title, agency, planned, physical, financial, asOf }),
    ),
  ]
  return { type: 'FeatureCollection', features: found.filter((one) => one !== undefined) }
}

function feature(
  kind: string,
  { id, geometry }: Item & { geometry?: Geometry },
  properties: Record<string, unknown>,
): Feature | undefined {
  return geometry && { type: 'Feature', id: `${kind}/${id}`, geometry, properties: { kind, ...properties } }
}
