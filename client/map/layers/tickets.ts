import { middle } from '../../../shared/events/geometry.ts'
import { ticketHalo } from '../halo.ts'
import { bySize } from './by-size.ts'
import type { MarkLayer } from './layer.ts'

/** Open complaints: small quiet points, gathered where they are many; a halo where a deadline nears or has passed. */
export const tickets: MarkLayer = {
  id: 'tickets',
  kind: 'ticket',
  gather: 44,
  point: (situation, id, now) => {
    const ticket = situation.ticket.get(id)
    if (!ticket?.geometry) return undefined
    const [lon, lat] = middle(ticket.geometry)
    return { lon, lat, level: 0, halo: ticketHalo(ticket, now) }
  },
  *aged(situation, before, now) {
    for (const ticket of situation.ticket.values()) {
      // Few are between their first halo and their second; the others need no closer look.
      if (ticket.held || Date.parse(ticket.soon) > now || Date.parse(ticket.due) <= before) continue
      if (ticketHalo(ticket, before) !== ticketHalo(ticket, now)) yield ticket.id
    }
  },
  mark: ({ count }) => ({ symbol: 'point', side: bySize(count, 8, 18, 22, 26), inside: true }),
}
