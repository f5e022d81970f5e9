import { expect, test } from 'vitest'
import { judge, median, table } from './figure.ts'

test('the median of an even number of repeats lies between the two in the middle', () => {
  expect(median([4, 1, 3])).toBe(3)
  expect(median([4, 1, 3, 2])).toBe(2.5)
})

test('a figure with a yardstick is judged by the ratios of each repeat, not by the ratio of the medians', () => {
  const line = judge({
    figure: 'told',
    unit: 'events/s',
    yardstick: 'plain',
    values: [100, 900, 300],
    yardsticks: [10, 100, 10],
    target: { least: 10 },
  })
  expect(line).toMatchObject({ value: 300, ratio: 10, median: 10, spread: [9, 30], target: '≥ 10', ok: true })
})

test('a figure without a yardstick is judged by itself, and a missed goal is marked', () => {
  const line = judge({ figure: 'late', unit: 'ms', values: [71, 90, 60], target: { most: 70 } })
  expect(line).toMatchObject({ yardstick: null, ratio: null, median: 71, ok: false })
  expect(table([line])).toMatch(/^MISS +late/m)
})

test('a figure without a goal is said beside the others, neither reached nor missed', () => {
  const line = judge({ figure: 'beside', unit: 'ms', yardstick: 'other', values: [6], yardsticks: [3] })
  expect(line).toMatchObject({ ratio: 2, target: null, ok: true })
  expect(table([line])).toMatch(/^ +beside/m)
})
