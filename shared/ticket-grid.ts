import { middle, type Position } from './events/geometry.ts'
import type { Ticket } from './situation/items.ts'

const metresPerDegree = 111_195

/** The distance of two positions near each other, metres: straight on a sphere of 6,371 km, good to 0.1 % up to 50 km. */
export function metresBetween([lon, lat]: Position, [otherLon, otherLat]: Position): number {
  const east = (otherLon - lon) * Math.cos((((lat + otherLat) / 2) * Math.PI) / 180)
  return Math.hypot(east, otherLat - lat) * metresPerDegree
}

/** A ticket that has a place. */
export interface Placed {
  ticket: Ticket
  at: Position
}

interface TicketGrid {
  all: Placed[]
  /** Those of the category within the grid's metres of a position, in the order in which they were given. */
  near: (category: string, at: Position) => Placed[]
}

/** Tickets in squares as wide as the distance that is asked for: a question looks at nine squares, however many there are. */
export function gridOf(tickets: Iterable<Ticket>, metres: number): TicketGrid {
  const all: Placed[] = []
  const squares = new Map<string, Placed[]>()
  const height = metres / metresPerDegree
  // As wide in degrees as at 70° of latitude needs: nearer to the equator a square is wider than it must be.
  const width = height / Math.cos((70 * Math.PI) / 180)
  const column = ([lon]: Position) => Math.floor(lon / width)
  const row = ([, lat]: Position) => Math.floor(lat / height)
  for (const ticket of tickets) {
    if (!ticket.geometry) continue
    const placed = { ticket, at: middle(ticket.geometry) }
    all.push(placed)
    const key = `${ticket.category}\n${column(placed.at)} ${row(placed.at)}`
    const square = squares.get(key)
    if (square) square.push(placed)
    else squares.set(key, [placed])
  }
  const steps = [-1, 0, 1]
  return {
    all,
    near: (category, at) =>
      steps.flatMap((x) =>
        steps.flatMap((y) =>
          (squares.get(`${category}\n${column(at) + x} ${row(at) + y}`) ?? []).filter(
            (one) => metresBetween(at, one.at) <= metres,
          ),
        ),
      ),
  }
}
