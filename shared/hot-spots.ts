import * as z from 'zod'
import { id } from './events/fields.ts'
import type { Position } from './events/geometry.ts'
import type { Incident, Ticket } from './situation/items.ts'
import { gridOf, type Placed } from './ticket-grid.ts'

/** So many tickets of one category within metres and minutes propose an incident of that hazard. */
const rule = z.strictObject({
  category: id,
  least: z.int('must be a whole number of tickets').min(2).max(1_000),
  metres: z.number().min(10).max(20_000),
  minutes: z.number().min(1).max(43_200),
  hazard: id,
  level: z.int().min(0).max(3),
})
export type HotSpotRule = z.infer<typeof rule>

export const hotSpotsSetting = z.array(rule).max(100)

export function hotSpotRulesOf(value: unknown): HotSpotRule[] {
  return hotSpotsSetting.safeParse(value).data ?? []
}

/** A proposal; a person makes an incident of it, or not. */
interface HotSpot {
  /** Named after its first ticket, so that two who confirm it report one incident. */
  id: string
  rule: HotSpotRule
  /** Oldest first. */
  tickets: Ticket[]
  /** The mean of their places. */
  at: Position
}

/**
 * The hot spots at `now` (ms UTC) among the open tickets; what an open incident rests on already, or a
 * person ruled out, is proposed no more. The
 * oldest ticket that has enough others around it is taken as the middle, with all that lie around it.
 */
export function hotSpots(
  tickets: Iterable<Ticket>,
  incidents: Iterable<Incident>,
  rules: readonly HotSpotRule[],
  now: number,
): HotSpot[] {
  const taken = new Set([...incidents].flatMap((incident) => incident.tickets ?? []))
  const open = [...tickets].filter(
    (one) => one.geometry && !taken.has(one.id) && !one.ruledOut?.includes('hot-spot'),
  )
  return rules.flatMap((one) => spotsOf(one, open, now))
}

function spotsOf(one: HotSpotRule, tickets: readonly Ticket[], now: number): HotSpot[] {
  const from = now - one.minutes * 60_000
  const recent = tickets
    .filter(({ category, opened }) => {
      const at = Date.parse(opened)
      return category === one.category && at > from && at <= now
    })
    .sort((a, b) => (a.opened < b.opened ? -1 : a.opened > b.opened ? 1 : a.id < b.id ? -1 : 1))
  if (recent.length < one.least) return []
  const grid = gridOf(recent, one.metres)
  const used = new Set<string>()
  return grid.all.flatMap(({ ticket, at }) => {
    if (used.has(ticket.id)) return []
    const around = grid.near(one.category, at).filter((near) => !used.has(near.ticket.id))
    if (around.length < one.least) return []
    for (const near of around) used.add(near.ticket.id)
    return [spot(one, around)]
  })
}

function spot(one: HotSpotRule, around: readonly Placed[]): HotSpot {
  const tickets = around.map(({ ticket }) => ticket).sort((a, b) => (a.opened < b.opened ? -1 : 1))
  const mean = (axis: 0 | 1) => around.reduce((sum, { at }) => sum + at[axis], 0) / around.length
  return { id: `titik-panas-${tickets[0]!.id}`, rule: one, tickets, at: [mean(0), mean(1)] }
}
