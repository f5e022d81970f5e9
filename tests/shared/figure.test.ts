import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readFigure } from '../../shared/figure.ts'
import { readDay } from '../../shared/written-day.ts'
import { holds } from './streams.ts'

test.each([
  ['69, 34 persen', 69.34, '%'],
  ['397,563 km', 397.563, 'km'],
  ['145, 78 km', 145.78, 'km'],
  ['1.234,5', 1234.5, ''],
  ['1,234.5', 1234.5, ''],
  ['Rp 18.072.000.000,-', 18_072_000_000, 'Rp'],
  ['Rp. 918.886.900,00', 918_886_900, 'Rp'],
  ['0.751%', 0.751, '%'],
  ['52.21', 52.21, ''],
  ['2. 774 unit', 2774, 'unit'],
  ['-7,32', -7.32, ''],
  ['(7,32)', -7.32, ''],
  ['6,471 km', 6.471, 'km'],
  ['90 persen', 90, '%'],
  ['12 m2', 12, 'm2'],
])('%s is read as %d %s', (written, value, unit) => {
  expect(readFigure(written)).toEqual({ value, unit })
})

test.each(['', ' ', '-', 'n/a'])('%j was not reported, which is not 0', (written) => {
  expect(readFigure(written)).toEqual({ value: null, unit: '' })
})

test('thousands or a decimal in a measured unit is asked, not guessed', () => {
  expect(readFigure('2.037.106 km')).toMatchObject({ readings: [2_037_106, 2037.106] })
  expect(readFigure('1.234', 'id', 'km')).toMatchObject({ readings: [1234, 1.234] })
  expect(readFigure('1.234', 'id', 'jiwa')).toEqual({ value: 1234, unit: 'jiwa' })
  expect(readFigure('1,234 km', 'en')).toMatchObject({ readings: [1234, 1.234] })
})

test.each(['1.2.3', '1,2,3', '12 34', 'tiga', '1.234.5,6', '5-6 km', '1,234,5', '(5'])(
  '%j is no number',
  (written) => {
    expect(readFigure(written)).toHaveProperty('reason')
  },
)

test('what is written in a notation is read back, with its unit, in both notations', () => {
  const amount = fc.integer({ min: -1e9, max: 1e12 }).map((n) => n / 100)
  holds(
    fc.property(
      amount,
      fc.constantFrom('id', 'en'),
      fc.constantFrom('', ' km', ' persen', ' %'),
      (value, notation, unit) => {
        const locale = notation === 'id' ? 'id-ID' : 'en-US'
        const written = value.toLocaleString(locale, { minimumFractionDigits: 2 }) + unit
        expect(readFigure(written, notation)).toHaveProperty('value', value === 0 ? 0 : value)
      },
    ),
    500,
  )
})

test('whatever is written is read as a finite number or refused with a reason', () => {
  holds(
    fc.property(fc.stringMatching(/^[0-9., ()Rpkm%-]{0,16}$/), (written) => {
      const read = readFigure(written)
      if ('reason' in read) expect(read.reason).toMatch(/\w/)
      else expect(read.value === null || Number.isFinite(read.value)).toBe(true)
    }),
    1000,
  )
})

test.each([
  ['2026-06-30', '2026-06-30'],
  ['30 Juni 2026', '2026-06-30'],
  ['28 Peb 2026', '2026-02-28'],
  ['1 Nopember 2025', '2025-11-01'],
  ['1 March 2015', '2015-03-01'],
  ['30/06/2026', '2026-06-30'],
  ['30-06-26', '2026-06-30'],
  ['Juni 2026', '2026-06-30'],
  ['2026-02', '2026-02-28'],
  ['46203', '2026-06-30'],
])('%s is the day %s', (written, day) => expect(readDay(written)).toEqual({ day }))

test.each([
  '31 Juni 2026',
  '2026-06-31',
  '31/06/2026',
  '29 Februari 2026',
  '30 Foo 2026',
  'kemarin',
  '13-13-2026',
])('%s is refused with a reason', (written) => expect(readDay(written)).toHaveProperty('reason'))

test('every day of 200 years is read back in each way of writing it', () => {
  holds(
    fc.property(fc.integer({ min: -25_000, max: 48_000 }), (days) => {
      const date = new Date(days * 86_400_000)
      const day = date.toISOString().slice(0, 10)
      const [year, month, of] = day.split('-')
      const name = date.toLocaleDateString('id-ID', { month: 'long', timeZone: 'UTC' })
      for (const written of [day, `${of}/${month}/${year}`, `${Number(of)} ${name} ${year}`])
        expect(readDay(written)).toEqual({ day })
    }),
    300,
  )
})
