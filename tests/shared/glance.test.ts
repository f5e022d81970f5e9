import { expect, test } from 'vitest'
import { commitmentStanding } from '../../shared/commitment-standing.ts'
import { glance } from '../../shared/glance.ts'
import { gotWorse, ofEachKind } from '../../shared/got-worse.ts'
import { point, Room, type Statement } from './told.ts'

const now = Date.parse('2026-06-30T04:00:00Z')
const incident = (id: string, level: number): Statement => ({
  type: 'incident.reported',
  subject: id,
  time: '2026-06-30T03:00:00Z',
  data: { hazard: 'banjir', level, title: id, geometry: point(116.28, -8.88) },
})
const project = (id: string, ...physical: number[]): Statement[] => [
  {
    type: 'project.registered',
    subject: id,
    data: { name: id, agency: 'pupr', start: '2026-01-01', finish: '2026-12-31', milestones: [] },
  },
  ...physical.map((value, at): Statement => ({
    type: 'project.progressed',
    subject: id,
    data: { planned: 50, physical: value, financial: 20, asOf: `2026-06-${28 + at}` },
  })),
]
const target = (id: string, due: string): Statement => ({
  type: 'commitment.signed',
  subject: id,
  data: { agency: 'pupr', title: id, measure: 'km', due, signers: [] },
})
const measured = (value: number, asOf: string, region?: string): Statement => ({
  type: 'indicator.measured',
  subject: 'air',
  data: { value, asOf, ...(region && { region }) },
})

test('at a glance: who is not helped yet, what is critical, which target has passed, which source is not heard', () => {
  const { situation } = new Room({ site: { offsetHours: 8 } }).tell(
    incident('a', 2),
    incident('b', 1),
    { type: 'task.assigned', subject: 't', data: { incident: 'a', agency: 'bpbd', title: 'Evakuasi' } },
    ...project('p', 30),
    ...project('q', 49),
    target('lewat', '2026-06-29'),
    // Until midnight of the site: it is noon there.
    target('hari-ini', '2026-06-30'),
    ...['segar', 'diam'].map((subject): Statement => ({
      type: 'source.declared',
      subject,
      data: { owner: 'bpbd', everySeconds: 60, lateAfterSeconds: 300 },
    })),
    {
      type: 'source.heard',
      subject: 'segar',
      time: '2026-06-30T03:59:00Z',
      recorded: '2026-06-30T03:59:00.000Z',
      data: { asOf: '2026-06-30T03:59:00Z', items: 0 },
    },
  )
  const seen = glance(situation, now)
  expect(seen).toMatchObject({ incidents: 2, unhandled: 2, tasks: 1, unacknowledged: 1, tasksLate: 0 })
  expect(seen).toMatchObject({ projects: 2, critical: 1, missed: 1, unsigned: 0, sources: 2, fresh: 1 })
  expect(seen.unheard.map(({ id }) => id)).toEqual(['diam'])
})

test('three incidents do not hide the project that fell back nor the district in which a figure sank', () => {
  const { situation } = new Room().tell(
    ...['a', 'b', 'c'].map((id) => incident(id, 3)),
    ...project('p', 45, 38),
    measured(80, '2026-05-31'),
    measured(78, '2026-06-30'),
    ...[['52.02.04', 78] as const, ['52.02.05', 74] as const, ['52.02.06', 79] as const].flatMap(
      ([code, value]) => [measured(80, '2026-05-31', code), measured(value, '2026-06-30', code)],
    ),
  )
  const three = ofEachKind(gotWorse(situation, now), 3)
  expect(three.map(({ kind, id }) => [kind, id])).toEqual([
    ['incident', 'a'],
    ['project', 'p'],
    ['indicator', 'air'],
  ])
  expect(three[1]).toMatchObject({ from: -5, to: -12, agency: 'pupr' })
  expect(three[2]?.worst).toEqual({ code: '52.02.05', from: 80, to: 74 })
})

test('a promise is missed once its day is over by the site’s clock, not by UTC', () => {
  const standing = (now: string) =>
    commitmentStanding({ signed: '2026-01-01', due: '2026-06-30' }, Date.parse(now), { offsetHours: 8 })
  expect([standing('2026-06-30T15:59:59Z'), standing('2026-06-30T16:00:00Z')]).toEqual(['signed', 'missed'])
})

test('a source heard by a clock that was a year ahead is heard anew once the clock is right; a slow line makes it no older', () => {
  const room = new Room()
  const heard = (time: string, recorded: string) => {
    const asOf = time
    room.tell({ type: 'source.heard', subject: 's', time, recorded, data: { asOf, items: 1 } })
    return room.situation.source.get('s')?.heard
  }
  expect(heard('2027-06-30T04:00:00.000Z', '2027-06-30T04:00:00.000Z')).toBe('2027-06-30T04:00:00.000Z')
  // Recorded times never go back.
  expect(heard('2026-06-30T04:00:00.000Z', '2027-06-30T04:00:00.000Z')).toBe('2026-06-30T04:00:00.000Z')
  expect(heard('2026-06-30T03:40:00.000Z', '2027-06-30T04:00:00.000Z')).toBe('2026-06-30T04:00:00.000Z')
})
