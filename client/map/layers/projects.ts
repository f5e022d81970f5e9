import { isCritical } from '../../../shared/deviation.ts'
import { middle } from '../../../shared/events/geometry.ts'
import type { MapLayer } from './layer.ts'

/** Projects: quiet squares; a critical contract is filled and marked. */
export const projects: MapLayer = {
  id: 'projects',
  kind: 'project',
  feature: (situation, id, now) => {
    const project = situation.project.get(id)
    if (!project?.geometry) return undefined
    const geometry = { type: 'Point' as const, coordinates: middle(project.geometry) }
    return { type: 'Feature', geometry, properties: { id, critical: isCritical(project, now) ? 1 : 0 } }
  },
  *aged(situation, before, now) {
    for (const project of situation.project.values()) {
      if (isCritical(project, before) !== isCritical(project, now)) yield project.id
    }
  },
  style: (look) => [
    {
      id: 'projects-mark',
      type: 'symbol',
      source: 'projects',
      layout: {
        'icon-image': ['case', ['==', ['get', 'critical'], 1], 'project-critical', 'project'],
        'icon-size': 0.5 * look.unit,
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'critical'],
      },
    },
  ],
}
