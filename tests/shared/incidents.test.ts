import { describe, expect, test } from 'vitest'
import { point, Room, type Statement } from './told.ts'

const reported = (subject: string, level = 1, more: Record<string, unknown> = {}): Statement => ({
  type: 'incident.reported',
  subject,
  data: { hazard: 'banjir', level, title: `Banjir ${subject}`, geometry: point(116.3, -8.7), ...more },
})
const say = (type: Statement['type'], subject: string, data: Record<string, unknown> = {}): Statement => ({
  type,
  subject,
  data,
})
const assigned = (subject: string, incident: string) =>
  say('task.assigned', subject, { incident, agency: 'pu', title: 'Bersihkan' })
const incident = (room: Room, id: string) => room.situation.incident.get(id)

describe('an incident', () => {
  test('keeps the newest statement of each figure by the time it speaks of, and whose it is', () => {
    const assessed = (asOf: string, impact: Record<string, number>, by: string) =>
      say('incident.assessed', 'i', { asOf, impact, by })
    const room = new Room().tell(
      reported('i'),
      assessed('2026-03-30T03:00:00Z', { mengungsi: 40, meninggal: 1 }, 'BPBD'),
      assessed('2026-03-30T02:00:00Z', { mengungsi: 12, hilang: 2 }, 'Dinsos'),
      assessed('2026-03-30T03:00:00Z', { meninggal: 0 }, 'Dinkes'),
    )
    expect(incident(room, 'i')?.impact).toEqual({
      mengungsi: { value: 40, by: 'BPBD', asOf: '2026-03-30T03:00:00.000Z', differs: [12, 40] },
      meninggal: { value: 0, by: 'Dinkes', asOf: '2026-03-30T03:00:00.000Z', differs: [0, 1] },
      hilang: { value: 2, by: 'Dinsos', asOf: '2026-03-30T02:00:00.000Z' },
    })
  })

  test('is handled once it is verified and has a task, in either order', () => {
    const room = new Room().tell(reported('a'), say('incident.verified', 'a'), assigned('g', 'a'))
    expect(incident(room, 'a')).toMatchObject({ status: 'handled', tasksOpen: 1, tasksDone: 0 })
    room.tell(reported('b'), assigned('h', 'b'), say('incident.verified', 'b'))
    expect(incident(room, 'b')?.status).toBe('handled')
    room.tell(say('task.completed', 'h'), say('task.completed', 'h'))
    expect(incident(room, 'b')).toMatchObject({ tasksOpen: 0, tasksDone: 1 })
    expect(room.count('odd')).toEqual({ task: 1 })
  })

  test('finds the tasks that were assigned before it was reported; these are marked', () => {
    const room = new Room().tell(assigned('g', 'i'), reported('i'), assigned('h', 'i'))
    expect(incident(room, 'i')?.tasksOpen).toBe(2)
    expect(room.situation.task.get('g')?.odd).toBe(true)
    expect(room.situation.task.get('h')).not.toHaveProperty('odd')
  })

  test('gives a task up to the incident that it is assigned to anew', () => {
    const room = new Room().tell(reported('a'), reported('b'), assigned('g', 'a'), assigned('g', 'b'))
    expect([incident(room, 'a')?.tasksOpen, incident(room, 'b')?.tasksOpen]).toEqual([0, 1])
  })

  test('merged leaves, is named in the other, and comes back with its card', () => {
    const room = new Room().tell(reported('a', 3), reported('b'), assigned('g', 'a'))
    const card = { ...structuredClone({ ...incident(room, 'a') }), mergedInto: 'b' }
    room.tell(say('incident.merged', 'a', { into: 'b' }), assigned('h', 'a'))
    expect([...room.situation.incident.keys()]).toEqual(['b'])
    expect(incident(room, 'b')?.merged).toEqual(['a'])
    room.tell(say('incident.unmerged', 'a'))
    expect(room.situation.incident.has('a')).toBe(false)
    room.tell({ ...say('incident.unmerged', 'a'), card })
    expect(incident(room, 'a')).toMatchObject({ level: 3, tasksOpen: 2, title: 'Banjir a' })
    expect(incident(room, 'a')).not.toHaveProperty('mergedInto')
    expect(incident(room, 'b')?.merged).toEqual([])
    expect(room.count('incidents')).toEqual({ reported: 2, merged: 1, unmerged: 1 })
  })

  test('merged into itself or into none that is open leaves and harms nothing', () => {
    const room = new Room().tell(reported('a'), say('incident.merged', 'a', { into: 'a' }), reported('b'))
    room.tell(say('incident.merged', 'b', { into: 'none' }))
    expect(room.situation.incident.size).toBe(0)
    expect(room.situation.index.incidentsByLevel.map((ids) => ids.size)).toEqual([0, 0, 0, 0])
  })

  test('reported again keeps its status, its figures and its tasks', () => {
    const room = new Room().tell(reported('i'), assigned('g', 'i'), say('incident.verified', 'i'))
    room.tell(
      say('incident.assessed', 'i', { impact: { hilang: 1 } }),
      reported('i', 3, { title: 'Lebih besar' }),
    )
    expect(incident(room, 'i')).toMatchObject({ status: 'handled', tasksOpen: 1, level: 3, title: 'Lebih besar', impact: { hilang: { value: 1 } } }) // prettier-ignore
    expect(room.situation.index.incidentsByLevel.map((ids) => ids.size)).toEqual([0, 0, 0, 1])
    expect(room.count('incidents')).toEqual({ reported: 1, verified: 1 })
  })

  test('is marked when its time lies more than ten minutes ahead of the clock', () => {
    const recorded = '2026-03-30T02:00:00.000Z'
    const room = new Room().tell({ ...reported('a'), time: '2026-03-30T02:10:00.000Z', recorded })
    room.tell(
      { ...reported('b'), time: '2026-03-30T02:10:00.001Z' },
      { ...reported('c'), time: '9999-12-31T23:59:59-01:00' },
    )
    expect(['a', 'b', 'c'].map((id) => incident(room, id)?.ahead)).toEqual([undefined, true, true])
  })
})

describe('alarms', () => {
  const raised = say('alarm.raised', 'x', { rule: 'r', about: 't', level: 2, message: 'Lewat batas' })
  /** The state of the alarm after each step. */
  const states = (...steps: Statement[]) => {
    const room = new Room()
    return steps.map((step) => room.tell(step).situation.alarm.get('x')?.state)
  }
  const shelved = say('alarm.shelved', 'x', { until: '2026-03-31T00:00:00Z', reason: 'uji' })

  test('that return before anybody saw them stay until they are acknowledged', () => {
    const seen = states(raised, say('alarm.returned', 'x'), say('alarm.acknowledged', 'x'))
    expect(seen).toEqual(['unacknowledged', 'returned', undefined])
  })

  test('that were acknowledged go when they return', () => {
    const seen = states(raised, say('alarm.acknowledged', 'x'), raised, say('alarm.returned', 'x'))
    expect(seen).toEqual(['unacknowledged', 'acknowledged', 'acknowledged', undefined])
  })

  test('raised again after they returned ask for a new acknowledgement', () => {
    expect(states(raised, say('alarm.returned', 'x'), raised)).toEqual([
      'unacknowledged',
      'returned',
      'unacknowledged',
    ])
  })

  test('stay shelved until their time though they are raised again, and are cleared from any state', () => {
    expect(states(raised, shelved, raised, say('alarm.cleared', 'x'))).toEqual([
      'unacknowledged',
      'shelved',
      'shelved',
      undefined,
    ])
    const room = new Room().tell(raised, shelved, raised)
    expect(room.situation.alarm.get('x')).toMatchObject({ until: '2026-03-31T00:00:00.000Z', times: 2 })
  })
})
