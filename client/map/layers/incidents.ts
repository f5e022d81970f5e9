import { middle } from '../../../shared/events/geometry.ts'
import { levelName, levels } from '../../../shared/levels.ts'
import type { Situation } from '../../../shared/situation/situation.ts'
import { taskHalo, type Halo } from '../halo.ts'
import { bySize } from './by-size.ts'
import type { MarkLayer } from './layer.ts'

const sides = [16, 19, 23, 28] as const

/** The worst halo of an incident's open tasks. */
function haloOf({ index, task }: Situation, incident: string, now: number): Halo {
  let worst: Halo = 0
  for (const id of index.tasksByIncident.get(incident) ?? []) {
    const one = task.get(id)
    const its = one ? taskHalo(one, now) : 0
    if (its > worst) worst = its
  }
  return worst
}

/**
 * Open incidents: the shape and colour of their level, a halo where a task's deadline nears or has passed; where they
 * are many, one mark of the worst level among them. The severe ones say what they are.
 */
export const incidents: MarkLayer = {
  id: 'incidents',
  kind: 'incident',
  gather: 36,
  point: (situation, id, now) => {
    const incident = situation.incident.get(id)
    if (!incident) return undefined
    const level = levels.indexOf(levelName(incident.level))
    const [lon, lat] = middle(incident.geometry)
    const title = level >= 2 ? incident.title : undefined
    return { lon, lat, level, halo: haloOf(situation, id, now), title }
  },
  also: { kind: 'task', about: (situation, id) => situation.task.get(id)?.incident },
  *aged(situation, before, now) {
    for (const id of situation.index.tasksByIncident.keys()) {
      if (haloOf(situation, id, before) !== haloOf(situation, id, now)) yield id
    }
  },
  mark: ({ level, count }) => ({
    symbol: `level-${level}`,
    side: (sides[level] ?? 28) * bySize(count, 1, 1.1, 1.2, 1.3),
    inside: false,
  }),
}
