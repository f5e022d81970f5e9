import { expect, test } from 'vitest'
import { bandOf, sakipBandsOf } from '../../shared/bands.ts'
import { criticalRuleOf, isCritical } from '../../shared/deviation.ts'
import { evaluate } from '../../shared/evaluation.ts'
import { league } from '../../shared/league.ts'
import { reportingDuty } from '../../shared/reporting.ts'
import { Room } from './told.ts'

const duty = (agency: string, cluster: string) =>
  reportingDuty.parse({
    agency,
    cluster,
    report: 'mingguan',
    title: 'Laporan mingguan',
    every: 'mingguan',
    by: '16:00',
    on: 1,
    since: '2026-03-01',
  })
const handed = (agency: string, time: string, seq: number) => ({
  type: 'report.submitted' as const,
  subject: `${agency}-${seq}`,
  time,
  data: { agency, title: 'Laporan', kind: 'mingguan' },
})

test('the league counts regularity: ten reports on one day are worth one, and clusters add up their agencies', () => {
  const duties = [duty('dinkes', 'kesehatan'), duty('rsud', 'kesehatan'), duty('pupr', 'sarana')]
  const room = new Room()
  for (let seq = 0; seq < 10; seq++) room.tell(handed('pupr', '2026-03-02T01:00:00Z', seq))
  for (const [seq, day] of ['02', '09', '16', '23'].entries())
    room.tell(handed('dinkes', `2026-03-${day}T01:00:00Z`, seq))
  const now = Date.parse('2026-03-24T00:00:00Z')
  expect(league(room.situation, now, duties, 'agency')).toEqual([
    { id: 'dinkes', answered: 4, of: 4 },
    { id: 'pupr', answered: 1, of: 4 },
    { id: 'rsud', answered: 0, of: 4 },
  ])
  expect(league(room.situation, now, duties, 'cluster')).toEqual([
    { id: 'kesehatan', answered: 4, of: 8 },
    { id: 'sarana', answered: 1, of: 4 },
  ])
})

test('the mark of the SAKIP evaluation stands in bands of its own', () => {
  expect([95, 90, 80.5, 70, 65.2, 55, 31, 12].map((mark) => bandOf(mark, sakipBandsOf(undefined)))).toEqual([
    'AA',
    'A',
    'A',
    'B',
    'B',
    'CC',
    'C',
    'D',
  ])
  const room = new Room().tell(
    { type: 'indicator.measured', subject: 'sakip/pupr', data: { value: 71.4, asOf: '2026-03-01' } },
    {
      type: 'project.registered',
      subject: 'p1',
      data: { name: 'Jembatan', agency: 'pupr', milestones: [] },
    },
  )
  expect(evaluate(room.situation, 0, [])).toMatchObject([{ agency: 'pupr', sakip: 71.4 }])
})

test('a contract is critical by the regency’s own rule where it has one', () => {
  const room = new Room().tell({
    type: 'project.progressed',
    subject: 'p1',
    data: { planned: 50, physical: 44, asOf: '2026-03-01' },
  })
  const project = room.situation.project.get('p1')!
  const strict = criticalRuleOf({ bands: [{ upTo: 100, points: 5 }] })
  expect([isCritical(project, 0), isCritical(project, 0, strict)]).toEqual([false, true])
  expect(criticalRuleOf({ bands: 'all' })).toEqual(criticalRuleOf(undefined))
})
