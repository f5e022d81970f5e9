import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstUnanswered, nextDue, overdue, regularity, reportingDuty } from '../../shared/reporting.ts'
import { reminders } from '../../server/duties/reminders.ts'
import { holds } from './streams.ts'
import { Room } from './told.ts'

const calendar = { offsetHours: 8, holidays: new Set(['2026-06-17']) }
const base = { agency: 'pupr', report: 'inovasi', title: 'Inovasi harian', by: '16:00', since: '2026-06-01' }
const daily = reportingDuty.parse({ ...base, every: 'harian', pic: 'Kasubbag Program', head: 'Kepala Dinas' })
const at = (text: string) => Date.parse(`${text}+08:00`)
const text = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

test('daily reports are due on working days, monthly ones on their day', () => {
  expect(text(nextDue(daily, at('2026-06-05T16:00'), calendar))).toBe('2026-06-08T16:00')
  expect(text(nextDue(daily, at('2026-06-16T16:00'), calendar))).toBe('2026-06-18T16:00')
  const monthly = reportingDuty.parse({ ...base, every: 'bulanan', on: 10 })
  expect(text(nextDue(monthly, at('2026-06-10T16:00'), calendar))).toBe('2026-07-10T16:00')
  const quarterly = reportingDuty.parse({ ...base, every: 'triwulan', on: 10 })
  expect(text(nextDue(quarterly, at('2026-06-10T16:00'), calendar))).toBe('2026-07-10T16:00')
  const weekly = reportingDuty.parse({ ...base, every: 'mingguan', on: 1 })
  expect(text(nextDue(weekly, at('2026-06-10T16:00'), calendar))).toBe('2026-06-15T16:00')
})

test.each([
  [[], '2026-06-01T16:00'],
  [['2026-06-01T10:00'], '2026-06-02T16:00'],
  [['2026-06-01T10:00', '2026-06-01T11:00'], '2026-06-02T16:00'],
  [['2026-06-01T17:00'], '2026-06-02T16:00'],
  [['2026-06-03T17:00', '2026-06-04T09:00'], '2026-06-05T16:00'],
  [['2026-05-20T10:00'], '2026-06-01T16:00'],
])('reports at %j leave %s unanswered', (handed, due) => {
  const times = handed.map((one) => new Date(at(one)).toISOString())
  expect(text(firstUnanswered(daily, times, calendar))).toBe(due)
})

test('who reports every working day on time is never silent, however long ago it began', () => {
  holds(
    fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 7 * 60 }), (days, early) => {
      const handed: string[] = []
      let due = nextDue(daily, at('2026-05-31T00:00'), calendar)
      for (let n = 0; n < days; n++, due = nextDue(daily, due, calendar))
        handed.push(new Date(due - early * 60_000).toISOString())
      expect(firstUnanswered(daily, handed.slice(-40), calendar)).toBe(due)
      const { answered, of } = regularity(daily, handed.slice(-40), due - 1, calendar)
      expect([answered, of]).toEqual([Math.min(20, days), Math.min(20, days)])
    }),
    60,
  )
})

test('who is silent is reminded: the preparer, then the head, then the Sekda, each once', () => {
  const room = new Room({ reporting: [daily], site: { offsetHours: 8 } })
  const said = (moment: string) =>
    reminders.due(room.situation, at(moment)).map(({ id, data }) => [id.split(':').at(-1), data['to']])
  expect(said('2026-06-01T15:59')).toEqual([])
  expect(said('2026-06-01T16:01')).toEqual([['pic', 'Kasubbag Program']])
  for (const step of ['pic', 'head'] as const)
    room.tell({
      type: 'report.reminded',
      subject: 'pupr',
      data: {
        agency: 'pupr',
        report: 'inovasi',
        title: 'x',
        due: new Date(at('2026-06-01T16:00')).toISOString(),
        step,
      },
    })
  expect(said('2026-06-02T16:02')).toEqual([])
  expect(said('2026-06-04T16:02')).toEqual([['sekda', 'Sekretaris Daerah']])
  room.tell({
    type: 'report.submitted',
    subject: 'r',
    time: '2026-06-04T09:00:00Z',
    data: { agency: 'pupr', title: 'x', kind: 'inovasi' },
  })
  expect(said('2026-06-04T18:02')).toEqual([])
  expect(overdue([daily], room.situation.report, at('2026-06-05T16:30'), calendar)[0]?.lateMs).toBe(
    30 * 60_000,
  )
})
