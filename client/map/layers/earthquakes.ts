import { magnitudeOf, quakeAge } from '../../earthquakes.ts'
import type { MapLayer } from './layer.ts'

/** Earthquakes of the last week: size by magnitude, fading with age. */
export const earthquakes: MapLayer = {
  id: 'earthquakes',
  kind: 'observation',
  beneath: 'neighbour-name',
  feature: (situation, id, now) => {
    const quake = situation.observation.get(id)
    if (quake?.kind !== 'earthquake') return undefined
    const age = quakeAge(quake, now)
    if (age === 'past') return undefined
    const properties = { id, magnitude: magnitudeOf(quake) ?? 2, age }
    return { type: 'Feature', geometry: quake.geometry, properties }
  },
  *aged(situation, before, now) {
    for (const id of situation.index.observationsByKind.get('earthquake') ?? []) {
      const quake = situation.observation.get(id)
      if (quake && quakeAge(quake, before) !== quakeAge(quake, now)) yield id
    }
  },
  style: (look) => [
    {
      id: 'earthquakes-ring',
      type: 'circle',
      source: 'earthquakes',
      layout: { 'circle-sort-key': ['-', 0, ['get', 'magnitude']] },
      paint: {
        'circle-color': look.quake,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['get', 'magnitude'],
          ...[2, 2.5 * look.unit, 4, 5 * look.unit, 5, 9 * look.unit, 6, 18 * look.unit, 7, 34 * look.unit],
        ],
        'circle-opacity': ['match', ['get', 'age'], 'hour', 0.3, 'day', 0.16, 0.05],
        'circle-stroke-color': look.quake,
        'circle-stroke-width': ['*', look.unit, ['match', ['get', 'age'], 'hour', 2, 'day', 1.5, 1]],
        'circle-stroke-opacity': ['match', ['get', 'age'], 'hour', 1, 'day', 0.7, 0.35],
      },
    },
  ],
}
