import type { Feature, MultiPolygon } from 'geojson'
import { feature } from 'topojson-client'
import type { Areas, AreaProperties } from '../../shared/region.ts'
import { ringArea } from './rings.ts'

/** The shapes of one layer as GeoJSON, with rings that enclose nothing left out. */
export function decoded(
  areas: Areas,
  layer: keyof Areas['objects'],
): Feature<MultiPolygon, AreaProperties>[] {
  const { features } = feature<AreaProperties>(areas, areas.objects[layer])
  return features.flatMap(({ geometry, properties }) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return []
    const all = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    const coordinates = all.filter(([outline]) => outline && Math.abs(ringArea(outline.map(pair))) > 0)
    return [{ type: 'Feature', properties, geometry: { type: 'MultiPolygon', coordinates } }]
  })
}

const pair = ([lon, lat]: number[]): [number, number] => [lon ?? 0, lat ?? 0]
