import type { Map as MapLibreMap } from 'maplibre-gl'
import { middle } from '../../../shared/events/geometry.ts'
import type { MapLayer } from './layer.ts'

const dayMs = 86_400_000
/** A complaint weighs more the longer it is open, up to this many days. */
const heaviestDays = 30

/** Where complaints are many and old; drawn only where a scene or page asks, in place of their points. */
export const heat: MapLayer = {
  id: 'heat',
  kind: 'ticket',
  onRequest: true,
  beneath: 'neighbour-name',
  feature: (situation, id, now) => {
    const ticket = situation.ticket.get(id)
    if (!ticket?.geometry) return undefined
    const days = Math.min(heaviestDays, Math.max(0, (now - Date.parse(ticket.opened)) / dayMs))
    const geometry = { type: 'Point' as const, coordinates: middle(ticket.geometry) }
    const properties = { id, category: ticket.category, weight: 0.2 + (0.8 * days) / heaviestDays }
    return { type: 'Feature', geometry, properties }
  },
  style: (look) => [
    {
      id: 'heat',
      type: 'heatmap',
      source: 'heat',
      paint: {
        'heatmap-weight': ['get', 'weight'],
        'heatmap-radius': 28 * look.unit,
        'heatmap-intensity': 0.6,
        'heatmap-opacity': 0.75,
        'heatmap-color': [
          'interpolate',
          ['linear'],
          ['heatmap-density'],
          ...[0, 'rgba(0, 0, 0, 0)', 0.6, look.quake, 1, look.label],
        ],
      },
    },
  ],
}

/** Shows the heat of one category alone, or of all. */
export function filterHeat(map: MapLibreMap, category: string | undefined): void {
  const filter = category === undefined ? null : ['==', ['get', 'category'], category]
  if (!map.getLayer('heat') || JSON.stringify(map.getFilter('heat') ?? null) === JSON.stringify(filter))
    return
  map.setFilter('heat', category === undefined ? null : ['==', ['get', 'category'], category])
}
