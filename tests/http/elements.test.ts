import fc from 'fast-check'
import { expect, test } from 'vitest'
import { elementsOf } from '../../server/http/elements.ts'

test('the elements of any JSON array are found as they stand in the text, however it is spaced', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { maxLength: 6 }),
      fc.constantFrom(undefined, 2, '\t'),
      (list, space) => {
        const found = elementsOf(JSON.stringify(list, null, space))
        expect(found.map((element) => JSON.parse(element) as unknown)).toEqual(
          list.map((value) => JSON.parse(JSON.stringify(value)) as unknown),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test('brackets, commas and quotes within texts divide nothing', () => {
  const elements = ['"],["', '{"a\\"}": "\\\\"}', '[[","],[]]', '"\\\\\\""', '1e3', 'null', '""']
  expect(elementsOf(` [ ${elements.join(' ,\n')} ] `)).toEqual(elements)
  expect(elementsOf('[]')).toEqual([])
})
