import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areColumns, fromColumns, toColumns, type SituationColumns } from '../../shared/situation/columns.ts'
import { kinds } from '../../shared/situation/items.ts'
import { situationToJson } from '../../shared/situation/json.ts'
import { createSituation, type SituationJson } from '../../shared/situation/situation.ts'
import { fold, holds, seed, stream } from './streams.ts'

const sentAsColumns = (json: SituationJson): SituationJson => {
  const columns = JSON.parse(JSON.stringify(toColumns(json))) as SituationColumns
  assert.ok(areColumns(columns))
  return fromColumns(columns)
}

/** Text by text, so that the order of items and of their fields counts too. */
const staysAsItIs = (json: SituationJson) =>
  assert.equal(JSON.stringify(sentAsColumns(json)), JSON.stringify(json))

const empty = situationToJson(createSituation())
const value = fc.anything({ maxDepth: 3, withNullPrototype: true })
const few = fc.constantFrom('id', 'seq', 'title', 'geometry', '__proto__', '1', 'a\nb', '')
/** Items of a later version: any fields, some in all of them, some of one and the same value. */
const item = fc
  .array(fc.tuple(few, fc.oneof(value, fc.constantFrom(0, -0, 'buka', null, [1.5, 2], {}, []))))
  .map((fields) => JSON.parse(JSON.stringify(Object.fromEntries(fields))) as object)

describe(`the situation in columns, seed ${seed}`, () => {
  test('is the same situation again, after any stream of events', () => {
    holds(
      fc.property(stream(), (events) => staysAsItIs(situationToJson(fold(events)))),
      150,
    )
  })

  test('takes items of any fields, also of names and shapes that nobody knows yet', () => {
    holds(
      fc.property(fc.array(item, { maxLength: 60 }), fc.constantFrom(...kinds), (items, kind) =>
        staysAsItIs({ ...empty, [kind]: items } as SituationJson),
      ),
      600,
    )
  })

  test('leaves out what JSON does not tell, as JSON does', () => {
    const items = [{ id: 'a', title: undefined }, { id: 'b' }, { id: 'c', list: [undefined, NaN, 1] }]
    staysAsItIs({ ...empty, ticket: items } as unknown as SituationJson)
  })

  test('gives every item things of its own: the fold changes them in place', () => {
    const items = Array.from({ length: 50 }, (_, n) => ({
      id: `i${n}`,
      impact: {},
      at: [1, 2],
      tags: ['a', { b: 1 }],
    }))
    const { incident } = sentAsColumns({ ...empty, incident: items } as unknown as SituationJson)
    const parts = incident.flatMap((one) => Object.values(one).filter((part) => typeof part === 'object'))
    expect(new Set(parts).size).toBe(150)
  })
})

test('a thousand like items take a fifth of the characters', () => {
  const [events] = fc.sample(stream(), { seed: 7, numRuns: 1 })
  const json = situationToJson(fold(events ?? []))
  const kind = kinds.find((one) => json[one].length > 0) ?? 'ticket'
  const list = Array.from({ length: 1_000 }, (_, n) => ({ ...json[kind][0], id: `t${n}` }))
  const many = { ...empty, [kind]: list } as SituationJson
  expect(JSON.stringify(toColumns(many)).length).toBeLessThan(JSON.stringify(many).length / 5)
})
