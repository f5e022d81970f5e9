import { middle } from '../../../shared/events/geometry.ts'
import { levelName, levels } from '../../../shared/levels.ts'
import { bySize } from './by-size.ts'
import type { MarkLayer } from './layer.ts'

const dayMs = 86_400_000

/** Hotspots of the last day: small flames, gathered where they are many; where one has a level, the level's shape. */
export const hotspots: MarkLayer = {
  id: 'hotspots',
  kind: 'observation',
  gather: 36,
  point: (situation, id, now) => {
    const spot = situation.observation.get(id)
    if (spot?.kind !== 'hotspot' || now - Date.parse(spot.at) >= dayMs) return undefined
    const [lon, lat] = middle(spot.geometry)
    return { lon, lat, level: levels.indexOf(levelName(spot.level ?? 0)), halo: 0 }
  },
  *aged(situation, before, now) {
    for (const id of situation.index.observationsByKind.get('hotspot') ?? []) {
      const at = Date.parse(situation.observation.get(id)?.at ?? '')
      if (now - at >= dayMs && before - at < dayMs) yield id
    }
  },
  mark: ({ level, count }) => ({
    symbol: level > 0 ? `level-${level}` : 'hotspot',
    side: bySize(count, 15, 19, 22, 25),
    inside: false,
  }),
}
