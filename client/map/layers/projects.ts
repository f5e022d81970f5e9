import { criticalRuleOf, isCritical, type CriticalRule } from '../../../shared/deviation.ts'
import { middle } from '../../../shared/events/geometry.ts'
import type { Situation } from '../../../shared/situation/situation.ts'
import type { MapLayer } from './layer.ts'

const ruleOf = (situation: Situation) => criticalRuleOf(situation.setting.get('criticalRule')?.value)
/** By which rule the projects were drawn last: another one draws them anew within the minute. */
let drawnBy: CriticalRule | undefined

/** Projects: quiet squares; a critical contract is filled and marked. */
export const projects: MapLayer = {
  id: 'projects',
  kind: 'project',
  feature: (situation, id, now) => {
    const project = situation.project.get(id)
    if (!project?.geometry) return undefined
    const geometry = { type: 'Point' as const, coordinates: middle(project.geometry) }
    const critical = isCritical(project, now, ruleOf(situation)) ? 1 : 0
    return { type: 'Feature', geometry, properties: { id, critical } }
  },
  *aged(situation, before, now) {
    const rule = ruleOf(situation)
    const last = drawnBy ?? rule
    drawnBy = rule
    for (const project of situation.project.values()) {
      if (isCritical(project, before, last) !== isCritical(project, now, rule)) yield project.id
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
