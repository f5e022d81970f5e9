import { expect, test } from 'vitest'
import { emptyYear } from '../../shared/empty-year.ts'

test('a year without holidays is named, the next one from October on, by the clock of the site', () => {
  const calendar = { offsetHours: 8, holidays: new Set(['2026-08-17']) }
  const at = (utc: string) => emptyYear(calendar, Date.parse(utc))
  expect(at('2026-09-30T15:59:59Z')).toBeUndefined()
  expect(at('2026-09-30T16:00:00Z')).toBe('2027')
  expect(at('2025-03-01T00:00:00Z')).toBe('2025')
  expect(emptyYear({ ...calendar, holidays: new Set(['2026-08-17', '2027-01-01']) }, Date.parse('2026-12-01T00:00:00Z'))).toBeUndefined() // prettier-ignore
})
