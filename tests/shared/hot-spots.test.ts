import { expect, test } from 'vitest'
import { hotSpots, type HotSpotRule } from '../../shared/hot-spots.ts'
import { metresTo } from '../../shared/late-roads.ts'
import { alike, alikeTickets, repeats } from '../../shared/ticket-duplicates.ts'
import { kmBetween } from '../../shared/duplicates.ts'
import { gridOf, metresBetween } from '../../shared/ticket-grid.ts'
import type { Incident, Ticket } from '../../shared/situation/items.ts'
import { numbers } from '../bench/mix.ts'

const now = Date.UTC(2026, 2, 30, 4)
function ticket(id: string, at: [number, number], minutesAgo: number, category = 'drainase'): Ticket {
  const opened = new Date(now - minutesAgo * 60_000).toISOString()
  return {
    ...{ id, seq: 1, class: 'pengaduan', category, title: id, channel: 'lapor', status: 'opened', opened },
    ...{ due: opened, soon: opened, days: 5, geometry: { type: 'Point', coordinates: at } },
  }
}
const rule: HotSpotRule = { category: 'drainase', least: 3, metres: 500, minutes: 60, hazard: 'banjir', level: 1 } // prettier-ignore
/** Metres east of the market. */
const east = (metres: number): [number, number] => [116.27 + metres / 109_900, -8.7]

test('enough complaints of a kind, near and recent, propose an incident; too few, too far, too old or another kind do not', () => {
  const three = [ticket('a', east(0), 50), ticket('b', east(200), 30), ticket('c', east(400), 5)]
  const [spot, ...others] = hotSpots(three, [], [rule], now)
  expect([spot?.id, spot?.tickets.map(({ id }) => id), others]).toEqual(['titik-panas-a', ['a', 'b', 'c'], []]) // prettier-ignore
  expect(hotSpots(three.slice(1), [], [rule], now)).toEqual([])
  expect(hotSpots([...three.slice(1), ticket('far', east(900), 5)], [], [rule], now)).toEqual([])
  expect(hotSpots([...three.slice(1), ticket('old', east(0), 61)], [], [rule], now)).toEqual([])
  expect(hotSpots([...three.slice(1), ticket('ahead', east(0), -5)], [], [rule], now)).toEqual([])
  expect(hotSpots([...three.slice(1), ticket('other', east(0), 5, 'sampah')], [], [rule], now)).toEqual([])
  const made = { tickets: ['a', 'b', 'c'] } as Incident
  expect(hotSpots(three, [made], [rule], now)).toEqual([])
})

test('the grid gives the neighbours that comparing all gives, and a heap of 10,000 complaints is one spot', () => {
  const random = numbers(5)
  const spread = Array.from({ length: 10_000 }, (_, n) =>
    ticket(`t${n}`, [116 + random() * 0.5, -9 + random() * 0.5], random() * 59),
  )
  const heap = spread.map((_, n) => ticket(`h${n}`, east(random() * 50), random() * 59))
  expect(hotSpots(heap, [], [{ ...rule, least: 900 }], now)).toHaveLength(1)
  const grid = gridOf(spread, 500)
  for (const {
    ticket: { id },
    at,
  } of grid.all.slice(0, 40)) {
    const expected = grid.all.filter((one) => metresBetween(at, one.at) <= 500).map((one) => one.ticket.id)
    expect([
      id,
      grid
        .near('drainase', at)
        .map((one) => one.ticket.id)
        .sort(),
    ]).toEqual([id, expected.sort()])
  }
})

test('a complaint repeats the nearest older one of its kind nearby; what was verified is asked about no more', () => {
  const first = { ...ticket('first', east(0), 600), status: 'verified' as const }
  const again = ticket('again', east(60), 10)
  expect(repeats([first, again]).map((one) => [one.ticket.id, one.of.id, one.metres])).toEqual([['again', 'first', 60]]) // prettier-ignore
  expect(repeats([first, { ...again, status: 'verified' }])).toEqual([])
  expect(repeats([first, ticket('far', east(alike.metres + 10), 10)])).toEqual([])
  const find = alikeTickets([first])
  const at = east(0)
  expect(find({ category: 'drainase', at, opened: '2026-05-01T00:00:00Z' })).toEqual([])
  expect(find({ category: 'sampah', at, opened: again.opened })).toEqual([])
})

test('metres to a line, an area and between points are those of the sphere', () => {
  expect(metresBetween(east(0), [116.3, -8.72]) / 1000).toBeCloseTo(kmBetween(east(0), [116.3, -8.72]), 2)
  const line = { type: 'LineString' as const, coordinates: [east(-1000), east(1000)] }
  expect(metresTo(line, [116.27, -8.701])).toBeCloseTo(111.2, 0)
  expect(metresTo(line, east(1500))).toBeCloseTo(500, -1)
  const ring = [[116, -9], [116.5, -9], [116.5, -8], [116, -8], [116, -9]] as [number, number][] // prettier-ignore
  expect(metresTo({ type: 'Polygon', coordinates: [ring] }, east(0))).toBe(0)
})
