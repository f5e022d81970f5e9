import { expect, test } from 'vitest'
import { courseOf, stretches } from '../../shared/course.ts'
import { standingDecisions } from '../../shared/standing-decisions.ts'
import type { Indicator } from '../../shared/situation/items.ts'
import { Room, type Statement } from './told.ts'

const district = '52.02.04'
const measured = (asOf: string, value: number | null, region?: string): Statement => ({
  type: 'indicator.measured',
  subject: 'air',
  data: { value, asOf, ...(region && { region }) },
})
const indicator = (...told: Statement[]): Indicator => {
  const found = new Room().tell(...told).situation.indicator.get('air')
  if (!found) throw new Error('no indicator')
  return found
}

test('an area keeps its last eight values by their days, also those that are told late, and what was not reported', () => {
  const days = Array.from({ length: 10 }, (_, at) => `2026-${String(at + 1).padStart(2, '0')}-28`)
  const told = days.map((day, at) => measured(day, at === 7 ? null : 50 + at, district))
  const late = [...told.filter((_, at) => at !== 4), ...told.filter((_, at) => at === 4)]
  const item = indicator(...late, measured('2026-10-28', 70))
  expect(courseOf(item, district).map(([, value]) => value)).toEqual([52, 53, 54, 55, 56, null, 58, 59])
  expect(item.byRegion[district]).toMatchObject({ value: 59, asOf: '2026-10-28' })
  expect([courseOf(item), courseOf(item, '52.02.05'), courseOf(item, 'toString')]).toEqual([
    [['2026-10-28', 70]],
    [],
    [],
  ])
})

test('a line breaks where nothing was reported, and where a value is missing by its rhythm', () => {
  const course: [string, number | null][] = [
    ['2026-01-31', 1],
    ['2026-02-28', 2],
    ['2026-03-31', null],
    ['2026-04-30', 4],
    ['2026-07-31', 5],
    ['2026-08-31', 6],
  ]
  const values = (cadence?: string) =>
    stretches(course, cadence).map((line) => line.map(([, value]) => value))
  expect(values('bulanan')).toEqual([[1, 2], [4], [5, 6]])
  expect(values()).toEqual([
    [1, 2],
    [4, 5, 6],
  ])
})

const asked = (id: string, time: string, due?: string, about?: string): Statement => ({
  type: 'decision.requested',
  subject: id,
  time,
  data: { title: id, ...(due && { due }), ...(about && { about }) },
})

test('life at stake goes before lateness, and what was put off comes back when its day begins', () => {
  const put = (id: string, until?: string): Statement => ({
    type: 'decision.decided',
    subject: id,
    time: '2026-06-29T02:00:00Z',
    data: { choice: 'deferred', ...(until && { until }) },
  })
  const reported = (subject: string, level: number): Statement => ({
    type: 'incident.reported',
    subject,
    data: {
      hazard: 'banjir',
      level,
      title: subject,
      geometry: { type: 'Point', coordinates: [116.3, -8.7] },
    },
  })
  const { situation } = new Room({ site: { offsetHours: 8 } }).tell(
    reported('genangan', 1),
    reported('banjir', 3),
    asked('lewat', '2026-06-20T01:00:00Z', '2026-06-21'),
    asked('pompa', '2026-06-28T01:00:00Z', undefined, 'genangan'),
    asked('evakuasi', '2026-06-29T01:00:00Z', undefined, 'banjir'),
    asked('besok', '2026-06-20T01:00:00Z'),
    asked('minggu depan', '2026-06-20T01:00:00Z'),
    asked('menurut tenggat', '2026-06-20T01:00:00Z', '2026-07-02'),
    put('besok'),
    put('minggu depan', '2026-07-06'),
    put('menurut tenggat'),
  )
  const at = (time: string) => standingDecisions(situation, Date.parse(time))
  const ids = (time: string) => at(time).waiting.map(({ decision }) => decision.id)
  // Midnight in WITA is 16.00 UTC.
  expect(ids('2026-06-29T15:59:00Z')).toEqual(['evakuasi', 'pompa', 'lewat'])
  expect(at('2026-06-29T15:59:00Z').today.map(({ id }) => id)).toContain('besok')
  expect(ids('2026-06-29T16:00:00Z')).toEqual(['evakuasi', 'pompa', 'lewat', 'besok'])
  expect(ids('2026-07-01T16:00:00Z')).toEqual(['evakuasi', 'pompa', 'lewat', 'menurut tenggat', 'besok'])
  expect(ids('2026-07-05T16:00:00Z')).toContain('minggu depan')
  const back = at('2026-06-29T16:00:00Z').waiting.at(-1)
  expect(back).toMatchObject({ isBack: true, decision: { id: 'besok', choice: 'deferred' } })
})

test('what waits for a decision stands by lateness, then age; decided today is today by the site’s clock', () => {
  const decided = (id: string, time: string): Statement => ({
    type: 'decision.decided',
    subject: id,
    time,
    data: { choice: 'approved' },
  })
  const { situation } = new Room({ site: { offsetHours: 8 } }).tell(
    asked('baru', '2026-06-30T01:00:00Z'),
    asked('lama', '2026-06-20T01:00:00Z'),
    asked('lewat', '2026-06-29T01:00:00Z', '2026-06-29'),
    asked('kemarin', '2026-06-20T01:00:00Z'),
    asked('tadi', '2026-06-20T01:00:00Z'),
    decided('kemarin', '2026-06-29T15:59:00Z'),
    decided('tadi', '2026-06-29T16:01:00Z'),
  )
  // 30 June, 10.00 in WITA.
  const { waiting, today } = standingDecisions(situation, Date.parse('2026-06-30T02:00:00Z'))
  expect(waiting.map(({ decision, lateMs }) => [decision.id, lateMs / 3_600_000])).toEqual([
    ['lewat', 10],
    ['lama', 0],
    ['baru', 0],
  ])
  expect(today.map(({ id }) => id)).toEqual(['tadi'])
})
