import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { kinds, type Items, type Kind } from '../../shared/situation/items.ts'
import { situationFromJson, situationToJson } from '../../shared/situation/json.ts'
import type { Situation, SituationJson } from '../../shared/situation/situation.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { fold, holds, seed, stream } from './streams.ts'

const hourOf = (at: string) => Math.floor(Date.parse(at) / 3_600_000)
const minuteOf = (at: string) => Math.floor(Date.parse(at) / 60_000)

/** The ids of a kind's items by a key of theirs, found by looking at every one. */
function by<K extends Kind, Key>(situation: Situation, kind: K, keyOf: (item: Items[K]) => Key | undefined) {
  const index = new Map<Key, Set<string>>()
  for (const item of situation[kind].values() as Iterable<Items[K]>) {
    const key = keyOf(item)
    if (key === undefined) continue
    index.set(key, (index.get(key) ?? new Set<string>()).add(item.id))
  }
  return index
}

const sizes = (index: Map<string, Set<string>>) => new Map([...index].map(([key, ids]) => [key, ids.size]))

describe(`what the fold keeps, seed ${seed}`, () => {
  test('has indexes that agree with the items after every event', () => {
    holds(
      fc.property(stream(60), (events) => {
        const situation = fold([])
        for (const event of events) {
          fold([event], situation)
          const { index } = situation
          const byLevel = by(situation, 'incident', (incident) => incident.level)
          index.incidentsByLevel.forEach((ids, level) =>
            assert.deepEqual(ids, byLevel.get(level) ?? new Set()),
          )
          assert.deepEqual(
            index.tasksByIncident,
            by(situation, 'task', (task) => task.incident),
          )
          assert.deepEqual(index.tasksByAgency, sizes(by(situation, 'task', (task) => task.agency)))
          assert.deepEqual(
            index.ticketsByAgency,
            sizes(by(situation, 'ticket', (ticket) => ticket.agency ?? '')),
          )
          assert.deepEqual(
            index.ticketsByDueHour,
            by(situation, 'ticket', ({ due, held }) => (held ? undefined : hourOf(due))),
          )
          assert.deepEqual(
            index.observationsByKind,
            by(situation, 'observation', ({ kind }) => kind),
          )
          const named = [...situation.warning.values()].flatMap(({ id, names }) =>
            (names ?? []).map((name) => [name, id] as const),
          )
          assert.deepEqual(index.warningByName, new Map(named))
          assert.equal(index.warningByName.size, named.length)
          assert.deepEqual(
            index.quakesByMinute,
            by(situation, 'observation', ({ kind, at }) =>
              kind === 'earthquake' ? minuteOf(at) : undefined,
            ),
          )
        }
      }),
      60,
    )
  })

  test('counts the open tasks of every incident rightly, and every figure is a number', () => {
    holds(
      fc.property(stream(), (events) => {
        const situation = fold(events)
        for (const { id, tasksOpen } of situation.incident.values())
          assert.equal(tasksOpen, situation.index.tasksByIncident.get(id)?.size ?? 0)
        for (const { n } of situation.counter.values())
          for (const figure of Object.values(n)) assert.equal(typeof figure, 'number')
      }),
      100,
    )
  })

  test('tells of every item that changed, and of no other', () => {
    holds(
      fc.property(stream(60), (events) => {
        const situation = fold([])
        for (const event of events) {
          const before = texts(situation)
          const touched = new Set(evolve(situation, event).map(({ kind, id }) => `${kind} ${id}`))
          const after = texts(situation)
          for (const key of new Set([...before.keys(), ...after.keys()]))
            if (before.get(key) !== after.get(key)) assert.ok(touched.has(key), `${event.type}: ${key}`)
        }
      }),
      40,
    )
  })
})

describe(`the digest, seed ${seed}`, () => {
  test('does not depend on the order of the items', () => {
    holds(
      fc.property(stream(), (events) => {
        const situation = fold(events)
        const json = JSON.parse(JSON.stringify(situationToJson(situation))) as SituationJson
        for (const kind of kinds) json[kind].reverse()
        expect(digest(situationFromJson(json))).toBe(digest(situation))
      }),
      80,
    )
  })

  test('is another one when any item is changed or missing', () => {
    const [events] = fc.sample(stream(), { seed, numRuns: 1 }) as [RecordedEvent[]]
    const text = JSON.stringify(situationToJson(fold(events)))
    const whole = digest(fold(events))
    for (const kind of kinds) {
      const json = JSON.parse(text) as SituationJson
      if (json[kind].length === 0) continue
      json[kind][0]!.seq += 1
      expect(digest(situationFromJson(json)), kind).not.toBe(whole)
      json[kind].shift()
      expect(digest(situationFromJson(json)), kind).not.toBe(whole)
    }
  })

  test('is reached by a copy whose batches were lost, doubled and reordered and which asks again by seq', () => {
    const deliveries = fc.array(fc.record({ from: fc.nat(80), size: fc.nat(20) }), { maxLength: 40 })
    holds(
      fc.property(stream(), deliveries, fc.boolean(), (events, batches, askedBetween) => {
        const copy = fold([])
        /** As a replica does: what it has is passed over, what leaves a gap is not taken. */
        const take = (batch: RecordedEvent[]) => {
          const fresh = batch.filter(({ seq }) => seq > copy.seq)
          if (fresh.every(({ seq }, at) => seq === copy.seq + 1 + at)) fold(fresh, copy)
        }
        for (const { from, size } of batches) {
          take(events.slice(from, from + size))
          if (askedBetween) digest(copy)
        }
        take(events.slice(copy.seq))
        expect(copy.seq).toBe(events.length)
        expect(digest(copy)).toBe(digest(fold(events)))
      }),
      120,
    )
  })
})

function texts(situation: Situation): Map<string, string> {
  const found = new Map<string, string>()
  for (const kind of kinds)
    for (const [id, item] of situation[kind]) found.set(`${kind} ${id}`, JSON.stringify(item))
  return found
}
