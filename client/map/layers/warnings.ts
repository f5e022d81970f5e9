import { levelName, levels } from '../../../shared/levels.ts'
import { moment } from '../../format.ts'
import { m } from '../../messages/index.ts'
import { siteOf } from '../../site.ts'
import { inForce } from '../../warnings.ts'
import type { MapLayer } from './layer.ts'

/** Warnings in force: their area, and until when they hold. */
export const warnings: MapLayer = {
  id: 'warnings',
  kind: 'warning',
  beneath: 'district-line',
  feature: (situation, id, now) => {
    const warning = situation.warning.get(id)
    if (!warning?.geometry || !inForce(warning, now)) return undefined
    const site = siteOf(situation)
    const until = m.until(moment(Date.parse(warning.expires), now, site))
    const level = levels.indexOf(levelName(warning.level))
    return { type: 'Feature', geometry: warning.geometry, properties: { id, level, until } }
  },
  *aged(situation, before, now) {
    for (const warning of situation.warning.values()) {
      if (inForce(warning, before) !== inForce(warning, now)) yield warning.id
    }
  },
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
        'line-color': ['to-color', ['at', ['get', 'level'], ['literal', look.levels]]],
        'line-width': 2 * look.unit,
        'line-dasharray': [3, 2],
      },
    },
    {
      id: 'warnings-until',
      type: 'symbol',
      source: 'warnings',
      filter: ['==', ['geometry-type'], 'Polygon'],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 420 * look.unit,
        'text-field': ['get', 'until'],
        'text-font': ['Label Bold'],
        'text-size': 15 * look.unit,
        'text-offset': [0, 1],
      },
      paint: { 'text-color': look.label, 'text-halo-color': look.halo, 'text-halo-width': 2 * look.unit },
    },
  ],
}
