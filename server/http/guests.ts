import { Hono, type MiddlewareHandler } from 'hono'
import { problem, Refusal } from '../../shared/events/problem.ts'
import { guestsInside, homeWorld } from '../guests.ts'
import { admit, type Env } from './context.ts'

/** Says that a route is closed while guests are in the room: what it gives out would stand on a screen before them. */
export function unwatched(): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (c.var.caller.guests)
      throw new Refusal(
        problem(403, 'Guests are in the room', 'mode tamu is on: turn it off to see this', {
          guests: true,
          code: 'guests-inside',
        }),
      )
    await next()
  }
}

/** Mode tamu, for the pages that hold no situation. It is turned on and off by the event setting.changed of guestMode. */
export const guests = new Hono<Env>().get(
  '/api/guests',
  admit('operator', 'executive', 'agency', 'display'),
  (c) => {
    const { worlds } = c.var.server
    c.header('Cache-Control', 'no-store')
    return c.json({ active: guestsInside(worlds), world: homeWorld(worlds)?.info.name ?? null })
  },
)
