import type { Position } from '../../../shared/events/geometry.ts'
import { middle } from '../../../shared/events/geometry.ts'
import type { MapLayer } from './layer.ts'

/** Milestones that were reached with a place: where the photo of the work was taken, a small ring beside the project's square. */
export const milestones: MapLayer = {
  id: 'milestones',
  kind: 'project',
  feature: (situation, id) => {
    const steps = situation.project.get(id)?.milestones ?? []
    const coordinates = steps.flatMap(({ reached, at }): Position[] => (reached && at ? [middle(at)] : []))
    if (coordinates.length === 0) return undefined
    return { type: 'Feature', geometry: { type: 'MultiPoint', coordinates }, properties: { id } }
  },
  style: (look) => [
    {
      id: 'milestones-mark',
      type: 'circle',
      source: 'milestones',
      paint: {
        'circle-radius': 5 * look.unit,
        'circle-color': look.halo,
        'circle-stroke-color': look.project,
        'circle-stroke-width': 2 * look.unit,
      },
    },
  ],
}
