import { levelName, levels } from '../../../shared/levels.ts'
import type { MapLayer } from './layer.ts'

/** Open incidents: the shape and colour of their level; where the area is known, the area as well. */
export const incidents: MapLayer = {
  id: 'incidents',
  kind: 'incident',
  feature: (situation, id) => {
    const incident = situation.incident.get(id)
    if (!incident) return undefined
    const level = levels.indexOf(levelName(incident.level))
    return { type: 'Feature', geometry: incident.geometry, properties: { id, level } }
  },
  style: (look) => [
    {
      id: 'incidents-area',
      type: 'fill',
      source: 'incidents',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'fill-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levels]]],
        'fill-opacity': 0.22,
      },
    },
    {
      id: 'incidents-mark',
      type: 'symbol',
      source: 'incidents',
      layout: {
        'icon-image': ['concat', 'level-', ['get', 'level']],
        'icon-size': ['*', look.unit, ['match', ['get', 'level'], 3, 1.15, 2, 0.95, 1, 0.8, 0.65]],
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'level'],
      },
    },
  ],
}
