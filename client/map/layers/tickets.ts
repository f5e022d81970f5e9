import { middle } from '../../../shared/events/geometry.ts'
import { overdueTickets } from '../../../shared/situation/tickets.ts'
import type { MapLayer } from './layer.ts'

/** Open complaints: small quiet points, gathered where they are many; a halo where one is past its deadline. */
export const tickets: MapLayer = {
  id: 'tickets',
  kind: 'ticket',
  gather: { pixels: 40, weigh: 'overdue' },
  feature: (situation, id, now) => {
    const ticket = situation.ticket.get(id)
    if (!ticket?.geometry) return undefined
    const overdue = !ticket.held && Date.parse(ticket.due) <= now ? 1 : 0
    const geometry = { type: 'Point' as const, coordinates: middle(ticket.geometry) }
    return { type: 'Feature', geometry, properties: { id, overdue } }
  },
  *aged(situation, before, now) {
    for (const ticket of overdueTickets(situation, now)) {
      if (Date.parse(ticket.due) <= before) continue
      yield ticket.id
    }
  },
  style: (look) => [
    {
      id: 'tickets-overdue',
      type: 'circle',
      source: 'tickets',
      filter: ['>', ['get', 'overdue'], 0],
      paint: {
        'circle-radius': [
          '*',
          look.unit,
          ['+', 4.5, ['step', ['coalesce', ['get', 'point_count'], 1], 4, 2, 9, 10, 11, 100, 14]],
        ],
        'circle-color': 'rgba(0, 0, 0, 0)',
        'circle-stroke-color': look.overdue,
        'circle-stroke-width': 2 * look.unit,
      },
    },
    {
      id: 'tickets-point',
      type: 'circle',
      source: 'tickets',
      paint: {
        'circle-radius': [
          '*',
          look.unit,
          ['step', ['coalesce', ['get', 'point_count'], 1], 4, 2, 9, 10, 11, 100, 14],
        ],
        'circle-color': look.ticket,
        'circle-opacity': 0.92,
        'circle-stroke-color': look.edge,
        'circle-stroke-width': look.unit,
      },
    },
    {
      id: 'tickets-count',
      type: 'symbol',
      source: 'tickets',
      layout: {
        // The circles alone would not keep names away.
        'icon-image': 'blank',
        'icon-size': [
          '*',
          look.unit,
          ['step', ['coalesce', ['get', 'point_count'], 1], 0.3, 2, 0.7, 10, 0.9],
        ],
        'icon-allow-overlap': true,
        'text-field': ['coalesce', ['get', 'point_count_abbreviated'], ''],
        'text-font': ['Label Bold'],
        'text-size': 12.5 * look.unit,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': look.halo },
    },
  ],
}
