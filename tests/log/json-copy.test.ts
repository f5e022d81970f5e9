import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonCopy } from '../../server/log/json-copy.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { at, told } from './told.ts'

const anything = fc.anything({ withDate: true, withNullPrototype: true, maxDepth: 4 })

test('a copy is what JSON makes of it, whatever it was given', () => {
  fc.assert(
    fc.property(anything, (value) => {
      const whole = { value }
      expect(jsonCopy(whole)).toStrictEqual(JSON.parse(JSON.stringify(whole)))
    }),
    {
      numRuns: 2_000,
      examples: [[JSON.parse('{"__proto__":{"a":[-0,null]}}')], [[undefined, NaN, () => 1]]],
    },
  )
})

test('a copy shares nothing with what it was made of', () => {
  const value = { list: [{ a: 1 }] }
  const copy = jsonCopy(value) as typeof value
  value.list[0]!.a = 2
  expect(copy).toEqual({ list: [{ a: 1 }] })
})

test('whoever follows is handed the very events that are read later, in groups of any size', async () => {
  const log = new SqliteLog(':memory:')
  const seen: unknown[] = []
  log.follow(0, (events) => seen.push(...events))
  for (const size of [1, 24, 25, 26, 50, 101]) {
    const group = Array.from({ length: size }, (_, index) => ({
      ...told(`${size}-${index}`),
      region: undefined,
    }))
    await log.append(at(size), async () => group)
  }
  expect(seen).toStrictEqual(await log.read(0, 1_000))
  expect(seen.length).toBe(227)
  expect(await log.verify()).toEqual({ rows: 227 })
  await log.close()
})
