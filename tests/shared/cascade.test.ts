import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cascade } from '../../shared/cascade.ts'
import type { Plan } from '../../shared/situation/items.ts'
import { holds } from './streams.ts'

const line = (code: string, parent?: string): Plan => ({
  id: `plan/${code}`,
  seq: 1,
  level: 'program',
  code,
  name: code,
  ...(parent && { parent: `plan/${parent}` }),
})

test('each line stands below its parent, by number, and one whose parent is not there below the nearest code', () => {
  const lines = ['1.10', '1.2', '1', '1.2.1', '9.9.9'].map((code) => line(code)).concat(line('x', '1.2'))
  expect(cascade(lines).map(({ plan, depth, below }) => [plan.code, depth, below])).toEqual([
    ['1', 0, 4],
    ['1.2', 1, 2],
    ['1.2.1', 2, 0],
    ['x', 2, 0],
    ['1.10', 1, 0],
    ['9.9.9', 0, 0],
  ])
})

test('whatever hangs on what, in a circle too, every line stands there once', () => {
  const code = fc.integer({ min: 1, max: 12 }).map(String)
  holds(
    fc.property(fc.uniqueArray(fc.tuple(code, code), { selector: ([own]) => own }), (pairs) => {
      const found = cascade(pairs.map(([own, parent]) => line(own, parent)))
      expect(found.map(({ plan }) => plan.code).sort()).toEqual(pairs.map(([own]) => own).sort())
    }),
    200,
  )
})
