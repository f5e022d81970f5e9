import { levelName, levels } from '../../../shared/levels.ts'
import type { Situation } from '../../../shared/situation/situation.ts'
import { inForce } from '../../warnings.ts'
import type { MapLayer } from './layer.ts'

/** The warnings that ran out between two moments. */
export function* ranOut(situation: Situation, before: number, now: number): Iterable<string> {
  for (const warning of situation.warning.values()) {
    if (inForce(warning, before) !== inForce(warning, now)) yield warning.id
  }
}

/** The areas of warnings in force. */
export const warnings: MapLayer = {
  id: 'warnings',
  kind: 'warning',
  beneath: 'district-line',
  feature: (situation, id, now) => {
    const warning = situation.warning.get(id)
    if (!warning?.geometry || !inForce(warning, now)) return undefined
    const level = levels.indexOf(levelName(warning.level))
    return { type: 'Feature', geometry: warning.geometry, properties: { id, level } }
  },
  aged: ranOut,
  style: (look) => [
    {
      id: 'warnings-area',
      type: 'fill',
      source: 'warnings',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: {
        'fill-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levels]]],
        'fill-opacity': 0.1,
      },
    },
    {
      id: 'warnings-edge',
      type: 'line',
      source: 'warnings',
      paint: {
        'line-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levelLines]]],
        'line-width': 2 * look.unit,
        'line-dasharray': [3, 2],
      },
    },
  ],
}
