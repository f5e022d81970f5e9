import { levelName, levels } from '../../../shared/levels.ts'
import type { MapLayer } from './layer.ts'

/** The areas of incidents, where they are known. */
export const incidentAreas: MapLayer = {
  id: 'incident-areas',
  kind: 'incident',
  beneath: 'neighbour-name',
  feature: (situation, id) => {
    const incident = situation.incident.get(id)
    if (!incident || incident.geometry.type === 'Point') return undefined
    const level = levels.indexOf(levelName(incident.level))
    return { type: 'Feature', geometry: incident.geometry, properties: { id, level } }
  },
  style: (look) => [
    {
      id: 'incident-areas-fill',
      type: 'fill',
      source: 'incident-areas',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'fill-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levels]]],
        'fill-opacity': 0.22,
      },
    },
    {
      id: 'incident-areas-edge',
      type: 'line',
      source: 'incident-areas',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levelLines]]],
        'line-width': 1.5 * look.unit,
      },
    },
  ],
}
