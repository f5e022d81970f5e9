import { describe, expect, test } from 'vitest'
import { inZone, siteOfValue } from '../../client/site.ts'
import {
  ago,
  count,
  deadline,
  decimal,
  lately,
  longDate,
  moment,
  points,
  shortDate,
  span,
  time,
} from '../../client/format.ts'
import { evening, site } from './told.ts'

const jayapura = { timeZone: 'Asia/Jayapura' }
const jakarta = { timeZone: 'Asia/Jakarta' }

describe('times', () => {
  test('stand in the site’s zone with a point between, whatever the machine’s zone', () => {
    expect([time(evening, jakarta), time(evening, site), time(evening, jayapura)]).toEqual([
      '18.46',
      '19.46',
      '20.46',
    ])
  })

  test('midnight is 00.00', () => {
    expect(time(Date.parse('2018-08-05T16:00:00Z'), site)).toBe('00.00')
  })

  test('dates are Indonesian and of the site’s day', () => {
    const late = Date.parse('2018-08-05T16:30:00Z')
    expect(longDate(late, jakarta)).toBe('Minggu, 5 Agustus 2018')
    expect(longDate(late, site)).toBe('Senin, 6 Agustus 2018')
    expect(shortDate(late, site)).toBe('6 Agu 2018')
  })

  test('the day is named only when it is another one', () => {
    expect(moment(evening, evening, site)).toBe('19.46')
    expect(moment(evening - 86_400_000, evening, site)).toBe('4 Agu 19.46')
    expect(lately(evening, evening + 8 * 3_600_000, site)).toBe('19.46')
    expect(lately(evening, evening + 21 * 3_600_000, site)).toBe('5 Agu 19.46')
  })
})

test('a deadline at midnight is the day that ends then; at another time it has its clock', () => {
  const midnight = Date.parse('2018-08-05T16:00:00Z')
  expect(deadline(midnight, evening - 5 * 86_400_000, site)).toBe('5 Agu')
  expect(deadline(midnight + 3_600_000, evening, site)).toBe('6 Agu 01.00 WITA')
})

describe('figures', () => {
  test('are written as in Indonesia', () => {
    expect(count(12_480)).toBe('12.480')
    expect(decimal(7)).toBe('7,0')
    expect([points(-12.44), points(3), points(0)]).toEqual(['−12,4', '+3,0', '0,0'])
  })
})

describe('lengths of time', () => {
  test.each([
    [59_999, 'kurang dari 1 menit', 'baru saja'],
    [60_000, '1 menit', '1 menit lalu'],
    [7_199_000, '1 jam', '1 jam lalu'],
    [3 * 86_400_000, '3 hari', '3 hari lalu'],
  ])('%i ms is %s, %s', (ms, length, since) => {
    expect([span(ms), ago(ms)]).toEqual([length, since])
  })
})

test('no zone is claimed before the site is known', () => {
  expect(inZone('Mulai', siteOfValue(undefined))).toBe('Mulai')
  expect(inZone('Mulai', siteOfValue({}))).toBe('Mulai (WIB)')
  expect(inZone('Mulai', siteOfValue({ zone: 'WITA' }))).toBe('Mulai (WITA)')
})
