import { expect, test } from 'vitest'
import { alarmBudget, worstRules } from '../../shared/coordination/alarm-budget.ts'
import { tasksFor, templatesOf } from '../../shared/coordination/templates.ts'
import { settingErrors } from '../../shared/settings.ts'
import { escalations } from '../../server/duties/escalations.ts'
import { statusEnd } from '../../server/duties/status-end.ts'
import { firstAlarmRules, firstChains, firstSeats } from '../../server/regions/first-rules.ts'
import { firstTemplates } from '../../server/regions/first-templates.ts'
import { Night } from './night.ts'

const states = (night: Night) =>
  Object.fromEntries([...night.situation.alarm].map(([id, { state }]) => [id, state]))

test('a task that nobody acknowledges goes up the chain, each office once, and stops when it is acknowledged', () => {
  const night = new Night({}, escalations)
  night.incident('k1', 3)
  night.tell('task.assigned', 't1', { incident: 'k1', agency: 'DINSOS', title: 'Dapur umum' })
  night.tell('task.assigned', 't2', { incident: 'k1', agency: 'BPBD', title: 'Kaji cepat' })
  expect(night.pass(599)).toEqual([])
  const offices = (seconds: number) =>
    night.pass(seconds).map(({ subject, data }) => [subject, 'to' in data && data.to])
  const next = 'Petugas piket berikutnya'
  expect(offices(1)).toEqual([['t1', next], ['t2', next]]) // prettier-ignore
  expect(night.pass(1)).toEqual([])
  night.tell('task.acknowledged', 't2')
  // The server stood still over both other steps: each is told when it runs again, once.
  expect(offices(5_000)).toEqual([['t1', 'Kepala OPD'], ['t1', 'Sekda']]) // prettier-ignore
  expect(night.pass(86_400)).toEqual([])
  expect(night.situation.task.get('t1')).toMatchObject({ escalated: 'Sekda', escalations: 3 })
})

test('a decree that ended while nobody looked is said to have ended, once', () => {
  const night = new Night({ site: { offsetHours: 8 } }, statusEnd)
  const decree = { stage: 'tanggap-darurat', hazard: 'banjir', decree: '1/2026', signer: 'Bupati' }
  night.tell('status.declared', 's1', { ...decree, start: '2026-11-20', end: '2026-11-23' })
  expect(night.situation.status.get('s1')?.until).toBe('2026-11-23T16:00:00.000Z')
  night.tell('status.extended', 's1', { decree: '2/2026', end: '2026-11-25' })
  expect(night.pass(3 * 86_400)).toEqual([])
  expect(night.pass(2 * 86_400).map(({ type, subject }) => [type, subject])).toEqual([['status.ended', 's1']])
  expect(night.pass(60)).toEqual([])
  expect(night.situation.status.size).toBe(0)
})

test('a status says that it ends two days before, and a meeting that nobody holds in a day is an alarm', () => {
  const night = new Night({ site: { offsetHours: 8 } })
  night.incident('k1')
  night.tell('incident.assessed', 'k1', { impact: { mengungsi: 40 } })
  const decree = { stage: 'siaga-darurat', hazard: 'banjir', decree: '1/2026', signer: 'Bupati' }
  night.tell('status.declared', 's1', { ...decree, start: '2026-11-20', end: '2026-11-25' })
  night.pass(3_600)
  expect(Object.keys(states(night))).toEqual(['kejadian-siaga:k1'])
  night.pass(86_400)
  expect(Object.keys(states(night))).toContain('rakor:k1')
  night.tell('meeting.held', 'm1', { incident: 'k1' })
  night.pass(12 * 3_600)
  expect(states(night)).toMatchObject({ 'rakor:k1': 'returned', 'status-berakhir:s1': 'unacknowledged' })
  expect(night.alarm('status-berakhir:s1')?.message).toContain('Siaga darurat')
})

test('a report that an agency owes and does not hand in is an alarm, and no longer when it comes', () => {
  const duty = { agency: 'dinkes', report: 'harian', title: 'Laporan harian', every: 'harian', by: '16:00' }
  const night = new Night({ site: { offsetHours: 8 }, reporting: [{ ...duty, since: '2026-11-23' }] })
  night.now = Date.parse('2026-11-23T15:59:00+08:00')
  expect(night.pass(1)).toEqual([])
  night.pass(120)
  expect(night.alarm('laporan-terlambat:dinkes/harian')?.message).toContain('Laporan harian')
  night.tell('report.submitted', 'dinkes', { agency: 'dinkes', title: 'Laporan 23/11', kind: 'harian' })
  night.pass(120)
  expect(states(night)).toEqual({ 'laporan-terlambat:dinkes/harian': 'returned' })
})

test('a gauge at the edge of its mark rings once, and comes back only well below it', () => {
  const night = new Night({ gauges: { pos: { siaga: 100, awas: 120 } } })
  const levels = [95, 101, 99, 101, 98, 102, 96].map((value) => {
    night.gauge(value)
    night.pass(60)
    return night.alarm('muka-air:pos')?.state
  })
  expect(levels).toEqual([undefined, ...Array.from({ length: 6 }, () => 'unacknowledged')])
  expect(night.alarm('muka-air:pos')?.times).toBe(1)
  night.gauge(94)
  night.pass(300)
  expect(night.alarm('muka-air:pos')?.state).toBe('returned')
  night.gauge(125)
  night.pass(1)
  expect(night.alarm('muka-air:pos')).toMatchObject({ state: 'unacknowledged', level: 3, times: 2 })
})

test('what is shelved comes back by the clock, and silence is no acknowledgement', () => {
  const night = new Night()
  night.incident('k1')
  night.pass(1)
  night.tell('alarm.silenced', 'kejadian-siaga:k1')
  expect(night.alarm('kejadian-siaga:k1')).toMatchObject({ state: 'unacknowledged', silenced: night.at })
  const until = new Date(night.now + 600_000).toISOString()
  night.tell('alarm.shelved', 'kejadian-siaga:k1', { until, reason: 'sirene diperbaiki' })
  night.pass(599)
  expect(states(night)).toEqual({ 'kejadian-siaga:k1': 'shelved' })
  night.pass(1)
  expect(states(night)).toEqual({ 'kejadian-siaga:k1': 'unacknowledged' })
})

test('three hundred reports in a minute become ten alarms and one that counts the others', () => {
  const night = new Night()
  for (let turn = 0; turn < 60; turn++) {
    for (let one = 0; one < 5; one++) night.incident(`k${turn}-${one}`)
    night.pass(1)
  }
  expect(night.situation.alarm.size).toBe(11)
  expect(night.alarm('kejadian-siaga:*')).toMatchObject({ count: 290, state: 'unacknowledged' })
  expect(alarmBudget(night.situation, night.now, 2)).toEqual({ alarms: 11, perOperator: 5.5, band: 'over' })
  expect(worstRules(night.situation, night.now)).toEqual([{ rule: 'kejadian-siaga', times: 11 }])
  expect(worstRules(night.situation, night.now, 1)).toEqual([])
})

test('a group’s only member that is over and comes back stands again (seed 31343169)', () => {
  const night = new Night()
  for (let number = 0; number < 11; number++) night.incident(`k${number}`)
  night.pass(1)
  for (const level of [0, 2]) {
    night.incident('k10', level)
    night.pass(1)
  }
  expect(night.alarm('kejadian-siaga:*')).toMatchObject({ state: 'unacknowledged', members: ['k10'] })
})

test('a source that was declared and is never heard is silent, not calm', () => {
  const night = new Night()
  night.tell('source.declared', 'pos', { owner: 'PUPR', everySeconds: 60, lateAfterSeconds: 120 })
  night.pass(400)
  expect(states(night)).toEqual({})
  night.pass(400)
  expect(states(night)).toEqual({ 'sumber-diam:pos': 'unacknowledged' })
  night.tell('source.heard', 'pos', { asOf: night.at, items: 0 })
  night.pass(61)
  expect(states(night)).toEqual({ 'sumber-diam:pos': 'returned' })
})

test('a hazard opens its agencies’ tasks, by level, the same tasks when it is pressed twice', () => {
  const templates = templatesOf(firstTemplates)
  const incident = { id: 'k1', hazard: 'Tanah longsor', level: 0, title: 'Longsor di Lantan' }
  const [few, many] = [0, 2].map((level) => tasksFor({ ...incident, level }, templates, 0))
  expect(few?.length).toBeLessThan(many?.length ?? 0)
  expect(new Set(many?.map(({ data }) => data.agency))).toEqual(new Set(['BPBD', 'DINSOS', 'DINKES', 'PUPR']))
  expect(tasksFor(incident, templates, 9).map(({ id }) => id)).toEqual(few?.map(({ id }) => id))
  // One step is open for many incidents on a bad night: each says for which.
  for (const { data } of many ?? []) expect(data.title).toMatch(/: Longsor di Lantan$/)
  expect(tasksFor({ ...incident, hazard: 'meteor' }, templates, 0)[0]?.data.step).toBe('kaji-cepat')
  const night = new Night()
  night.incident('k1')
  for (const { subject, data, id } of many ?? []) night.tell('task.assigned', subject, data, id)
  expect(night.situation.incident.get('k1')?.tasksOpen).toBe(many?.length)
})

test('the shipped settings are what the settings must look like, and wrong ones are refused by field', () => {
  const shipped = {
    templates: firstTemplates,
    chains: firstChains,
    alarmRules: firstAlarmRules,
    commandSeats: firstSeats,
  }
  for (const [key, value] of Object.entries(shipped))
    expect([key, settingErrors(key, value)]).toEqual([key, []])
  expect(settingErrors('chains', { '*': [{ to: 'Sekda', after: [1, 2, 3] }] })).not.toEqual([])
  expect(settingErrors('alarmRules', [{ id: 'x', title: 'x', when: 'never' }])[0]?.field).toBe(
    'alarmRules.0.when',
  )
})
