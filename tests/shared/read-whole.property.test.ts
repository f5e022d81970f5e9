import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { accepting } from '../../shared/events/accept.ts'
import { readAny } from '../../shared/events/read.ts'
import { readWhole } from '../../shared/events/read-whole.ts'
import type { EventType } from '../../shared/events/types.ts'
import { dataOf, moment, subject } from './data.ts'
import { deepFreeze, holds } from './streams.ts'

const received = '2026-03-30T02:00:00.000Z'
const context = { received, reference: () => 'v_new' }

const seldom = <T, U>(one: fc.Arbitrary<T>, other: fc.Arbitrary<U>) =>
  fc.oneof({ arbitrary: one, weight: 1 }, { arbitrary: other, weight: 9 })

/** Events as they are told, most of them whole. */
const event = fc.constantFrom(...(Object.keys(dataOf) as EventType[])).chain((type) =>
  fc.record(
    {
      specversion: fc.constant('1.0'),
      id: seldom(fc.string({ maxLength: 9 }), fc.constant('e1')),
      source: fc.constant('/test'),
      type: fc.constant(type),
      data: dataOf[type],
      subject,
      time: seldom(
        fc.constantFrom(
          '2026-02-29T01:00:00.000Z',
          '2026-03-01t01:00:00.000Z',
          '2016-12-31T23:59:60.00Z',
          '2026-03-01T08:00:00+08:00',
          'x',
        ),
        moment,
      ),
      region: seldom(fc.constantFrom('52.2', ''), fc.constant('52.02.04')),
      basis: seldom(fc.constantFrom('3', -1, 1.5), fc.nat()),
    },
    { requiredKeys: ['specversion', 'id', 'source', 'type', 'data'] },
  ),
)

/** What senders put where something else belongs. */
const odd = fc.oneof(
  fc.constantFrom(null, '', ' a ', 'hubungi 0812-3456-7890', 5202010101900000, -0, 1e9, true, [], {}, [[]]),
  fc.constantFrom({ nama_pelapor: 'Budi' }, JSON.parse('{"__proto__":{"a":1}}') as object, { type: 'Point' }),
  fc.jsonValue({ maxDepth: 3 }),
)
const turns = fc.array(
  fc.record({ at: fc.nat(), key: fc.option(fc.string()), value: odd, drop: fc.boolean() }),
  {
    maxLength: 2,
  },
)

const own = { enumerable: true, configurable: true, writable: true }

/** Every record and list within. */
function places(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return [value, ...Object.values(value).flatMap(places)]
}

/** The event with some values changed, added or left out. */
const bent = fc.tuple(event, turns).map(([told, changes]) => {
  const copy = JSON.parse(JSON.stringify(told)) as object
  for (const { at, key, value, drop } of changes) {
    const within = places(copy)
    const place = within[at % within.length] ?? copy
    const names = Object.keys(place)
    const name =
      (Array.isArray(place) ? undefined : key) ??
      names[at % Math.max(1, names.length)] ??
      (Array.isArray(place) ? '0' : 'more')
    if (drop) Reflect.deleteProperty(place, name)
    else Object.defineProperty(place, name, { value: structuredClone(value), ...own })
  }
  return deepFreeze(copy)
})

test('what is read as it is, is what the schemas make of it, and is not touched', () => {
  let whole = 0
  holds(
    fc.property(bent, (input) => {
      const quick = readWhole(input, received)
      if (!quick) return
      whole++
      expect(readAny(structuredClone(input), context)).toEqual({ event: quick })
    }),
    3_000,
  )
  expect(whole).toBeGreaterThan(300)
})

test('of a union the first that takes a value counts, though a later one would leave nothing out', () => {
  const lean = z.object({ a: z.string() })
  const accepts = accepting(z.union([lean, lean.extend({ b: z.string() })]), new Map())
  expect([accepts({ a: 'x' }), accepts({ a: 'x', b: 'y' })]).toEqual([true, false])
})
