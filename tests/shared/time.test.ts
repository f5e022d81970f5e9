import { describe, expect, test } from 'vitest'
import { isCritical } from '../../shared/deviation.ts'
import { freshness } from '../../shared/freshness.ts'
import type { Project, Source } from '../../shared/situation/items.ts'
import {
  addWorkingDays,
  isWorkingDay,
  localDay,
  workingDaysBetween,
  type Calendar,
} from '../../shared/working-days.ts'

const wita: Calendar = { offsetHours: 8, holidays: new Set(['2026-04-03']) }
const wib: Calendar = { ...wita, offsetHours: 7 }
const wit: Calendar = { ...wita, offsetHours: 9 }
const ms = (text: string) => Date.parse(text)
const text = (at: number) => new Date(at).toISOString()

describe('working days', () => {
  test.each([
    ['over a weekend', '2026-03-27T10:00:00+08:00', 1, '2026-03-31T00:00:00+08:00'],
    ['from a Saturday', '2026-03-28T10:00:00+08:00', 1, '2026-03-31T00:00:00+08:00'],
    ['over a holiday and a weekend', '2026-04-02T10:00:00+08:00', 1, '2026-04-07T00:00:00+08:00'],
    ['none: the end of the day itself', '2026-03-30T10:00:00+08:00', 0, '2026-03-31T00:00:00+08:00'],
    ['less than none', '2026-03-30T10:00:00+08:00', -3, '2026-03-31T00:00:00+08:00'],
    ['three in a week', '2026-03-30T23:59:59+08:00', 3, '2026-04-03T00:00:00+08:00'],
    ['parts of days are not counted', '2026-03-30T10:00:00+08:00', 1.9, '2026-04-01T00:00:00+08:00'],
  ])('%s', (_, from, days, end) => {
    expect(text(addWorkingDays(ms(from), days, wita))).toBe(text(ms(end)))
  })

  test('begin and end by the clock of the place', () => {
    const lateSunday = ms('2026-03-29T16:30:00Z')
    expect([wib, wita, wit].map((zone) => localDay(lateSunday, zone) - localDay(lateSunday, wib))).toEqual([
      0, 1, 1,
    ])
    expect(text(addWorkingDays(lateSunday, 1, wib))).toBe('2026-03-30T17:00:00.000Z')
    expect(text(addWorkingDays(lateSunday, 1, wita))).toBe('2026-03-31T16:00:00.000Z')
    expect(text(addWorkingDays(lateSunday, 1, wit))).toBe('2026-03-31T15:00:00.000Z')
  })

  test('come to an end also where every day is a holiday or the number is beyond reason', () => {
    const always: Calendar = {
      offsetHours: 8,
      holidays: { has: () => true, size: 1 } as unknown as Set<string>,
    }
    expect(addWorkingDays(ms('2026-03-30T00:00:00Z'), 3, always)).toBeLessThan(ms('2040-01-01T00:00:00Z'))
    expect(addWorkingDays(ms('2026-03-30T00:00:00Z'), 1e9, wita)).toBeLessThan(ms('2040-01-01T00:00:00Z'))
  })

  test('between two moments are those that began after the first day', () => {
    const from = ms('2026-03-31T02:00:00Z')
    expect(workingDaysBetween(from, ms('2026-03-31T15:59:59Z'), wita)).toBe(0)
    expect(workingDaysBetween(from, ms('2026-03-31T16:00:00Z'), wita)).toBe(1)
    expect(workingDaysBetween(from, ms('2026-04-07T02:00:00Z'), wita)).toBe(4)
    expect(workingDaysBetween(from, ms('2026-03-01T00:00:00Z'), wita)).toBe(0)
  })

  test('are Monday to Friday also before 1970', () => {
    const thursday = localDay(ms('1969-12-25T04:00:00Z'), wita)
    const week = [0, 1, 2, 3, 4].map((more) => isWorkingDay(thursday + more, wita))
    expect(week).toEqual([true, true, false, false, true])
  })
})

describe('a contract', () => {
  const project = (planned?: number, physical?: number, more: Partial<Project> = {}) => ({
    ...({
      id: 'p',
      seq: 1,
      name: 'Jalan',
      agency: 'pu',
      milestones: [],
      curve: [],
    } satisfies Partial<Project>),
    start: '2026-01-01',
    finish: '2026-12-31',
    asOf: '2026-07-01',
    ...(planned !== undefined && { planned }),
    ...(physical !== undefined && { physical }),
    ...more,
  })
  const july = ms('2026-07-01T00:00:00Z')

  test.each([
    ['plan 70, 10 points behind', 70, 60, false],
    ['plan 70, 10.1 points behind', 70, 59.9, true],
    ['plan 70.1, 5 points behind', 70.1, 65.1, false],
    ['plan 70.1, 5.1 points behind', 70.1, 65, true],
    ['plan 100, 5 points behind', 100, 95, false],
    ['plan 100, 5.1 points behind', 100, 94.9, true],
    ['ahead of its plan', 60, 90, false],
    ['just on its plan', 60, 60, false],
  ])('%s: critical %s', (_, planned, physical, critical) => {
    expect(isCritical(project(planned, physical), july)).toBe(critical)
  })

  test('is not critical where plan or progress was not reported', () => {
    expect(isCritical(project(undefined, 10), july)).toBe(false)
    expect(isCritical(project(90), july)).toBe(false)
  })

  test('is critical when it is behind at all and runs past its fiscal year at its pace', () => {
    // Half the year for 49 per cent: a year and four days in all.
    expect(isCritical(project(50, 49), july)).toBe(true)
    expect(isCritical(project(51, 50), july)).toBe(false)
    expect(isCritical(project(40, 41), july)).toBe(false)
    expect(isCritical(project(50, 49, { start: '' }), july)).toBe(false)
  })
})

describe('freshness', () => {
  const heard = '2026-03-30T00:00:00.000Z'
  const source = (more: Partial<Source>): Source => ({ id: 's', seq: 1, owner: 'BMKG', everySeconds: 60, lateAfterSeconds: 300, ...more }) // prettier-ignore
  const after = (seconds: number, more: Partial<Source> = { heard }) =>
    freshness(source(more), ms(heard) + seconds * 1000)

  test.each([
    [0, 'fresh'],
    [300, 'fresh'],
    [301, 'late'],
    [1200, 'late'],
    [1201, 'silent'],
  ])('%i s after it was heard is %s', (seconds, state) => {
    expect(after(seconds)).toEqual({ state, age: seconds * 1000 })
  })

  test('of a source that answers wrongly is failed, with the age of what it last said', () => {
    const failing = { reason: 'HTTP 500', since: heard }
    expect(after(10, { heard, failing })).toEqual({ state: 'failed', age: 10_000 })
    expect(after(10, { failing })).toEqual({ state: 'failed', age: undefined })
  })

  test('of one that was not heard yet is never, and no age is below nothing', () => {
    expect(after(10, {})).toEqual({ state: 'never', age: undefined })
    expect(after(-10)).toEqual({ state: 'fresh', age: 0 })
  })

  test('of one that was heard in a future that a wrong clock made is late, of no known age', () => {
    expect(after(-3_600)).toEqual({ state: 'late', age: undefined })
  })
})
