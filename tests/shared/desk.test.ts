import { describe, expect, test } from 'vitest'
import { injects } from '../../server/duties/injects.ts'
import { duplicatesOf } from '../../shared/duplicates.ts'
import { pendingAt } from '../../shared/handover.ts'
import { point, Room, type Statement } from './told.ts'

const told = (
  id: string,
  more: Partial<Record<'lon' | 'hours', number>> & { hazard?: string } = {},
): Statement => ({
  type: 'incident.reported',
  subject: id,
  time: new Date(Date.UTC(2026, 2, 30, 1) + (more.hours ?? 0) * 3_600_000).toISOString(),
  data: {
    hazard: more.hazard ?? 'banjir',
    level: 1,
    title: `Banjir ${id}`,
    geometry: point(116.3 + (more.lon ?? 0), -8.7),
  },
})

describe('reports of one event', () => {
  test('are proposed as duplicates by hazard, place and time, the likeliest first', () => {
    const room = new Room().tell(
      told('a'),
      told('near', { lon: 0.01, hours: 1 }),
      told('nearer', { lon: 0.001, hazard: 'banjir-bandang' }),
      told('far', { lon: 0.1 }),
      told('late', { hours: 9 }),
      told('other', { hazard: 'kebakaran' }),
    )
    const { incident } = room.situation
    const found = duplicatesOf(incident.get('a')!, incident.values())
    expect(found.map(({ incident: { id }, km }) => [id, km.toFixed(1)])).toEqual([
      ['nearer', '0.1'],
      ['near', '1.1'],
    ])
  })

  test('of an earthquake are one over a whole regency, for an hour', () => {
    const hazard = 'gempabumi'
    const room = new Room().tell(
      told('a', { hazard }),
      told('b', { hazard, lon: 0.4 }),
      told('c', { hazard, hours: 2 }),
    )
    const { incident } = room.situation
    expect(duplicatesOf(incident.get('a')!, incident.values()).map((one) => one.incident.id)).toEqual(['b'])
  })
})

test('a handover is drafted from what is open, silent and pending, the gravest first', () => {
  const task = (id: string, more: Record<string, unknown> = {}): Statement => ({
    type: 'task.assigned',
    subject: id,
    data: { incident: 'a', agency: 'pu', title: id, ...more },
  })
  const room = new Room().tell(
    told('a'),
    task('new'),
    task('late', { due: '2026-03-30T01:00:00Z' }),
    task('blocked'),
    { type: 'task.progressed', subject: 'blocked', data: { blocked: 'menunggu alat' } },
    task('running'),
    { type: 'task.acknowledged', subject: 'running' },
    { type: 'alarm.raised', subject: 'x', data: { rule: 'r', about: 'a', level: 2, message: 'Lewat batas' } },
    {
      type: 'source.declared',
      subject: 's',
      data: { owner: 'BMKG', everySeconds: 60, lateAfterSeconds: 300 },
    },
    { type: 'source.failed', subject: 's', data: { reason: 'HTTP 500' } },
  )
  const found = pendingAt(room.situation, Date.UTC(2026, 2, 30, 2))
  expect(found.map((one) => [one.kind, one.item.id, 'why' in one ? one.why : ''])).toEqual([
    ['incident', 'a', ''],
    ['task', 'new', 'unacknowledged'],
    ['task', 'late', 'late'],
    ['task', 'blocked', 'blocked'],
    ['alarm', 'x', ''],
    ['source', 's', ''],
  ])
})

test('an exercise tells what is planned for a reached minute once, in its own world, until it is ended', () => {
  const start = '2026-03-30T02:00:00.000Z'
  const plan = [5, 10].map((after) => ({
    after,
    title: 'x',
    type: 'incident.reported',
    data: { hazard: 'banjir' },
  }))
  const data = { title: 'Gladi', start, rate: 1, injects: plan }
  const due = (room: Room, minutes: number) =>
    injects.due(room.situation, Date.parse(start) + minutes * 60_000).map(({ id }) => id)
  const beside = new Room().tell({ type: 'exercise.planned', subject: 'g', data })
  beside.tell({ type: 'exercise.started', subject: 'g', data: { title: 'Gladi', start } })
  expect(due(beside, 60)).toEqual([])
  expect(beside.situation.exercise.get('g')?.injects?.length).toBe(2)
  const own = new Room().tell({
    type: 'exercise.started',
    subject: 'g',
    data: { title: 'Gladi', start, injects: plan },
  })
  expect(due(own, 4)).toEqual([])
  expect(due(own, 5)).toEqual(['g:inject:0', 'g:inject:0:told'])
  own.tell({ type: 'exercise.injected', subject: 'g', data: { inject: 0 } })
  expect(due(own, 60)).toEqual(['g:inject:1', 'g:inject:1:told'])
  own.tell({ type: 'exercise.ended', subject: 'g' })
  expect(due(own, 60)).toEqual([])
})
