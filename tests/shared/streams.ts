import fc from 'fast-check'
import { readEvent } from '../../shared/events/read.ts'
import type { EventType, RecordedEvent } from '../../shared/events/types.ts'
import type { Incident, Ticket } from '../../shared/situation/items.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { dataOf, moment, subject } from './data.ts'

/** The seed of this run; SEED=… repeats one. fast-check prints it with every counterexample. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

/** Checks a property with the run's seed. */
export function holds<T extends [unknown, ...unknown[]]>(property: fc.IProperty<T>, numRuns: number): void {
  fc.assert(property, { seed, numRuns })
}

const point = { type: 'Point' as const, coordinates: [116.3, -8.7] as [number, number] }
const ticketCard: Ticket = {
  id: 'other',
  seq: 3,
  class: 'pengaduan',
  category: 'jalan',
  title: 'Jalan berlubang',
  channel: 'lapor',
  agency: 'pu',
  status: 'held',
  opened: '2026-03-20T01:00:00.000Z',
  due: '2026-03-27T16:00:00.000Z',
  soon: '2026-03-26T10:00:00.000Z',
  days: 5,
  held: '2026-03-24T01:00:00.000Z',
  description: 'di depan pasar',
  reporter: 'vaulted_card',
}
const incidentCard: Incident & { mergedInto: string } = {
  id: 'other',
  seq: 4,
  hazard: 'banjir',
  level: 2,
  title: 'Banjir',
  geometry: point,
  status: 'verified',
  at: '2026-03-20T01:00:00.000Z',
  impact: { mengungsi: { value: 4, asOf: '2026-03-20T01:00:00.000Z' } },
  tasksOpen: 9,
  tasksDone: 2,
  merged: ['b'],
  description: 'setinggi lutut',
  reporter: 'vaulted_card',
  mergedInto: 'a',
}
const cards: Partial<Record<EventType, object>> = {
  'ticket.reopened': ticketCard,
  'incident.unmerged': incidentCard,
}

const types = Object.keys(dataOf) as EventType[]

const statementOf = (...among: EventType[]) =>
  fc.constantFrom(...among).chain((type) =>
    fc.record({
      type: fc.constant(type),
      subject,
      time: moment,
      data: dataOf[type],
      region: fc.constantFrom(undefined, '52.02.04', '52.02.04.2009'),
      withCard: fc.boolean(),
      actor: fc.constantFrom(undefined, 'operator:k_secret'),
      /** Milliseconds until the next one is recorded. */
      wait: fc.constantFrom(0, 1, 60_000, 5 * 3_600_000, 30 * 3_600_000),
    }),
  )

const about = (nouns: RegExp) => statementOf(...types.filter((type) => nouns.test(type)))
/** Statements about everything, or about few nouns, that meet the more often. */
const statements = [
  statementOf(...types),
  about(/^warning/),
  about(/^(ticket|setting)/),
  about(/^(incident|task)/),
  about(/^(observation|source|alarm)/),
  about(/^(status|meeting|command|incident\.reported)/),
  about(/^(handover|exercise)/),
  about(/^(population|stock|resource|sitrep|incident\.(reported|estimated))/),
  about(/^incident\.(reported|assessed|picked|noted)/),
  about(/^(project|milestone|indicator|commitment|report)/),
]

/** Valid events in any order, by a log's rules: seq without gaps, recorded never decreasing. */
export const stream = (maxLength = 80): fc.Arbitrary<RecordedEvent[]> =>
  fc.oneof(...statements.map((one) => fc.array(one, { maxLength, size: 'max' }))).map((told) => {
    let at = Date.UTC(2026, 2, 29, 3)
    return told.map(({ type, subject, time, data, region, withCard, actor, wait }, index) => {
      const input = {
        specversion: '1.0',
        id: `e${index}`,
        source: '/test',
        type,
        subject,
        time,
        region,
        data,
      }
      const plain: unknown = JSON.parse(JSON.stringify(input))
      const answer = readEvent(plain, {
        received: '2026-03-30T00:00:00.000Z',
        reference: () => `vaulted_${index}`,
      })
      if ('problem' in answer) throw new Error(JSON.stringify({ input, problem: answer.problem }))
      at += wait
      const card = withCard ? cards[type] : undefined
      const recorded = {
        ...answer.event,
        ...(card && { card }),
        ...(actor && { actor }),
        seq: index + 1,
        recorded: new Date(at).toISOString(),
      }
      return JSON.parse(JSON.stringify(recorded)) as RecordedEvent
    })
  })

/** The situation after the events. */
export function fold(events: readonly RecordedEvent[], situation: Situation = createSituation()): Situation {
  for (const event of events) evolve(situation, event)
  return situation
}

/** Freezes a value and all within: a fold that writes into it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
