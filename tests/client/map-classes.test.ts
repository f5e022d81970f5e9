import { expect, test } from 'vitest'
import { classesOf, knowsVillages } from '../../client/map/classes.ts'
import { showsOf } from '../../client/map/shows.ts'
import { evening } from './told.ts'

const day = 86_400_000
const measured = (value: number, daysAgo = 0) => ({
  value,
  asOf: new Date(evening - daysAgo * day).toISOString(),
})
const codes = ['52.02.01', '52.02.02', '52.02.03', '52.02.04']

test('areas fall into five classes of equal width, the highest value into the last', () => {
  const byRegion = { '52.02.01': measured(0), '52.02.02': measured(50), '52.02.03': measured(100) }
  const { classes, areas } = classesOf({ byRegion }, codes, evening)
  expect(classes).toEqual([0, 20, 40, 60, 80].map((from) => [from, from + 20]))
  expect(codes.map((code) => areas.get(code)?.class)).toEqual([0, 2, 4, undefined])
})

test('an area without a figure, and one that is later than its rhythm, are marked as late', () => {
  const byRegion = { '52.02.01': measured(1, 40), '52.02.02': measured(2, 50), '52.02.03': measured(2, 1) }
  const late = (cadence?: string) => {
    const { areas } = classesOf({ byRegion, ...(cadence && { cadence }) }, codes, evening)
    return codes.map((code) => areas.get(code)?.late)
  }
  expect(late('bulanan')).toEqual([false, true, false, true])
  expect(late('triwulanan')).toEqual([false, false, false, true])
  // Without a rhythm, who has not said what the newest said is late.
  expect(late()).toEqual([true, true, false, true])
})

test('one value for all is one class, none is none', () => {
  const byRegion = { '52.02.01': measured(3), '52.02.02': measured(3) }
  expect(classesOf({ byRegion }, codes, evening).classes).toEqual([[3, 3]])
  expect(classesOf({ byRegion: {} }, codes, evening).classes).toEqual([])
})

test('villages are known by their codes, and options that are not understood ask for nothing', () => {
  expect(knowsVillages({ byRegion: { '52.02.04.2009': measured(1) } })).toBe(true)
  expect(knowsVillages({ byRegion: { '52.02.04': measured(1) } })).toBe(false)
  expect(showsOf({ indicator: 'stunting', layers: ['heat'] })).toEqual({
    indicator: 'stunting',
    layers: ['heat'],
  })
  expect(showsOf({ indicator: 5, layers: 'heat' })).toEqual({})
  expect(showsOf('x')).toEqual({})
})
