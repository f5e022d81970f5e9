import { expect, test } from 'vitest'
import { alarmGroups } from '../../client/desk/alarm-groups.ts'
import type { Alarm } from '../../shared/situation/items.ts'

const alarm = (id: string, state: Alarm['state'], level: number, minute: number): Alarm => ({
  ...{ id, seq: 1, rule: id.split(':')[0] ?? '', about: id, level, message: id, state, times: 1 },
  ...{ raised: `2026-11-22T08:${minute}:00Z`, moved: '2026-11-22T08:00:00Z', rang: 1 },
})

test('alarms of one rule stand together, what nobody took first, and the one being written about stays on top', () => {
  const alarms = [
    alarm('tugas:1', 'acknowledged', 3, 10),
    alarm('tugas:2', 'unacknowledged', 2, 11),
    alarm('air:1', 'unacknowledged', 3, 12),
    alarm('tugas:3', 'unacknowledged', 2, 13),
  ]
  const shape = (held?: string) =>
    alarmGroups(alarms, held).map(({ rule, alarms: members, unseen }) => [
      rule,
      unseen,
      ...members.map(({ id }) => id),
    ])
  expect(shape()).toEqual([
    ['air', 1, 'air:1'],
    ['tugas', 2, 'tugas:3', 'tugas:2', 'tugas:1'],
  ])
  expect(shape('tugas:1')[0]).toEqual(['tugas', 2, 'tugas:1', 'tugas:3', 'tugas:2'])
})
