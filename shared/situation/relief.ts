import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { PeopleEstimate, Population, Resource, Stock } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

/** More than the villages of any regency; more stocks and resources than a room can follow. What is over is counted. */
const most = { population: 2_000, stock: 500, resource: 1_000 }

function isFull(
  situation: Situation,
  touched: Touch[],
  kind: 'population' | 'stock' | 'resource',
  id: string,
): boolean {
  if (situation[kind].has(id) || situation[kind].size < most[kind]) return false
  count(situation, touched, kind, 'leftOut')
  return true
}

export function populationCounted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'population.counted'>,
): void {
  const { village, ...figures } = event.data
  if (isFull(situation, touched, 'population', village)) return
  const before = situation.population.get(village)
  if (before && before.asOf > figures.asOf) return count(situation, touched, 'odd', 'population')
  situation.population.set(
    village,
    lean<Population>({ id: village, seq: event.seq, ...figures } as Population),
  )
  touch(situation, touched, 'population', village)
}

export function incidentEstimated(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'incident.estimated'>,
): void {
  const incident = situation.incident.get(event.subject)
  if (!incident) return count(situation, touched, 'odd', 'incident')
  const { people, households, elderly, underFives, deciles, from, villages, partial, unknown } = event.data
  const figures = { people, households, elderly, underFives, deciles }
  incident.estimate = lean({ ...figures, from, villages, partial, unknown, at: event.time } as PeopleEstimate)
  incident.seq = event.seq
  touch(situation, touched, 'incident', incident.id)
}

/** Grams and decilitres are kept; a sum of decimals is not 0.30000000000000004, and nothing is -0. */
const tidy = (amount: number): number => Math.round(amount * 1000) / 1000 + 0

export function stockChanged(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'stock.changed'>,
): void {
  const { item, title, unit, change, amount, place, agency } = event.data
  if (isFull(situation, touched, 'stock', event.subject)) return
  const before = situation.stock.get(event.subject)
  const { received = 0, distributed = 0, inStock = 0, needed } = before ?? {}
  const figures = {
    needed: change === 'needed' ? tidy(amount) : needed,
    received: change === 'received' ? tidy(received + amount) : received,
    distributed: change === 'distributed' ? tidy(distributed + amount) : distributed,
    inStock:
      change === 'received'
        ? tidy(inStock + amount)
        : change === 'distributed'
          ? tidy(inStock - amount)
          : change === 'counted'
            ? tidy(amount)
            : inStock,
  }
  const asOf = before && before.asOf > event.time ? before.asOf : event.time
  const stock = {
    ...{ id: event.subject, seq: event.seq, item, title, unit, ...figures, asOf },
    place: place ?? before?.place,
    agency: agency ?? before?.agency,
    ahead: isAhead(event) || undefined,
  }
  situation.stock.set(event.subject, lean<Stock>(stock as Stock))
  touch(situation, touched, 'stock', event.subject)
}

/** What is told late, of an earlier moment than what stands, changes nothing. */
export function resourceReported(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'resource.reported'>,
): void {
  if (isFull(situation, touched, 'resource', event.subject)) return
  const { kind, name, capacity, used, geometry, place, agency } = event.data
  const asOf = event.data.asOf ?? event.time
  const before = situation.resource.get(event.subject)
  if (before && before.asOf > asOf) return count(situation, touched, 'odd', 'resource')
  const resource = {
    ...{ id: event.subject, seq: event.seq, kind, name, capacity, used, asOf },
    geometry: geometry ?? before?.geometry,
    place: place ?? before?.place,
    region: event.region ?? before?.region,
    agency: agency ?? before?.agency,
    ahead: isAhead(event) || undefined,
  }
  situation.resource.set(event.subject, lean<Resource>(resource as Resource))
  touch(situation, touched, 'resource', event.subject)
}

export function resourceWithdrawn(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'resource.withdrawn'>,
): void {
  if (!situation.resource.delete(event.subject)) return count(situation, touched, 'odd', 'resource')
  gone(situation, touched, 'resource', event.subject)
}
