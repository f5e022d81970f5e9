import { describe, expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { Room, type Statement } from './told.ts'

const at = (day: number, hour = 2) => new Date(Date.UTC(2026, 2, day, hour)).toISOString()
const warning = (
  type: Statement['type'],
  subject: string,
  time: string,
  data: Record<string, unknown> = {},
) => ({
  type,
  subject,
  time,
  data,
})
const issued = (subject: string, time: string, data: Record<string, unknown> = {}) =>
  warning('warning.issued', subject, time, { headline: `Hujan ${subject}`, hazard: 'hujan', level: 1, issuer: 'BMKG', ...data }) // prettier-ignore

describe('what the fold keeps is bounded', () => {
  test('the latest are 60 at most, the newest, under the name their thing has or had', () => {
    const room = new Room()
    for (let turn = 0; turn < 200; turn++)
      room.tell(
        {
          type: 'alarm.raised',
          subject: `x${turn}`,
          data: { rule: 'r', about: 'a', level: 1, message: `Alarm ${turn}` },
        },
        { type: 'alarm.cleared', subject: `x${turn}` },
        { type: 'source.heard', subject: 's', data: { asOf: at(30), items: 1 } },
      )
    const lines = [...room.situation.latest.values()].sort((a, b) => a.seq - b.seq)
    expect(lines).toHaveLength(60)
    expect(lines.at(-1)).toMatchObject({ type: 'alarm.cleared', title: 'Alarm 199' })
    expect(lines[0]).toMatchObject({ type: 'alarm.raised', title: 'Alarm 170' })
    expect(room.situation.dirty.latest.size).toBeLessThanOrEqual(60)
    expect(room.situation.dirty.alarm.size).toBe(0)
  })

  test('the marks for the digest stay as few as what is there, also where the digest is asked for now and then', () => {
    const room = new Room()
    for (let turn = 0; turn < 300; turn++) {
      const subject = `i${turn}`
      const geometry = { type: 'Point', coordinates: [116, -8] }
      room.tell(
        { type: 'incident.reported', subject, data: { hazard: 'banjir', level: 1, title: 'x', geometry } },
        { type: 'incident.resolved', subject },
      )
      if (turn % 100 === 50) digest(room.situation)
    }
    const { dirty, hashes } = room.situation
    expect(dirty.incident.size + hashes.incident.size).toBe(0)
    expect(dirty.latest.size).toBeLessThanOrEqual(120)
  })

  test('observations are 20,000 at most whatever their kinds, the oldest leave, and 300 kinds are counted by name', () => {
    const room = new Room()
    const geometry = { type: 'Point', coordinates: [116, -8] }
    const made = (kind: string, subject: string): Statement => ({
      type: 'observation.made',
      subject,
      data: { kind, title: 'x', geometry },
    })
    room.tell(...Array.from({ length: 20_100 }, (_, at) => made(`kind-${at}`, `o${at}`)))
    const { observation, index } = room.situation
    expect([observation.size, index.observationsByKind.size]).toEqual([20_000, 20_000])
    expect([observation.has('o99'), observation.has('o100')]).toEqual([false, true])
    expect(Object.keys(room.count('observations') ?? {})).toHaveLength(300)
    expect(room.count('odd')).toEqual({ counter: 19_800 })
    // Of a kind that is full its own oldest leaves; a known thing takes no further place.
    room.tell(...Array.from({ length: 1_501 }, (_, at) => made('hotspot', `h${at}`)), made('hotspot', 'h9'))
    expect(observation.size).toBe(20_000)
    expect(index.observationsByKind.get('hotspot')?.size).toBe(1_500)
    expect([observation.has('h0'), observation.has('o1599'), observation.has('o1600')]).toEqual([
      ...[false, false, true],
    ])
  })

  test('counters are 2,000 at most, whatever agencies are named', () => {
    const room = new Room()
    const assigned = (at: number): Statement => ({
      type: 'task.assigned',
      subject: 'tugas',
      data: { incident: 'k', agency: `opd-${at}`, title: 'Tinjau' },
    })
    room.tell(...Array.from({ length: 2_100 }, (_, at) => assigned(at)))
    expect(room.situation.counter.size).toBe(2_000)
    expect(room.count('tasks/opd-7')).toEqual({ assigned: 1 })
    expect(room.count('tasks/opd-2099')).toBeUndefined()
  })

  test('the days counted are 9 at most, by the clock of the place, whatever days were passed over', () => {
    const room = new Room({ site: { offsetHours: 9 } })
    const days = () => [...room.situation.counter.keys()].filter((id) => id.startsWith('day/')).sort()
    for (const [day, hour] of [
      [1, 14],
      [1, 15],
      [2, 3],
      [3, 3],
      [5, 3],
      [6, 3],
      [7, 3],
      [8, 3],
      [9, 3],
      [10, 3],
      [12, 3],
    ] as const)
      // prettier-ignore
      room.tell({ type: 'source.recovered', subject: 's', recorded: at(day, hour) })
    expect(days()).toEqual(['05', '06', '07', '08', '09', '10', '12'].map((day) => `day/2026-03-${day}`))
    expect(room.count('day/2026-03-12')).toEqual({ 'source.recovered': 1 })
    room.tell({ type: 'source.recovered', subject: 's', recorded: at(30, 3) })
    expect(days()).toEqual(['day/2026-03-30'])
  })

  test('a day ends at midnight of the place, also when its clock is set anew', () => {
    const room = new Room({ site: { offsetHours: 7 } })
    const heard = (recorded: string): Statement => ({ type: 'source.recovered', subject: 's', recorded })
    room.tell(heard('2026-03-30T16:59:59.999Z'), heard('2026-03-30T17:00:00.000Z'))
    room.tell({ type: 'setting.changed', subject: 'site', data: { key: 'site', value: { offsetHours: -5 } } })
    room.tell(heard('2026-03-30T17:00:01.000Z'))
    expect(room.count('day/2026-03-30')).toEqual({ 'source.recovered': 2, 'setting.changed': 1 })
    expect(room.count('day/2026-03-31')).toEqual({ 'source.recovered': 1 })
  })

  test('a progress curve has 60 points at most, in the order of their days, one each', () => {
    const room = new Room()
    const progressed = (day: number, physical: number): Statement => ({
      type: 'project.progressed',
      subject: 'p',
      data: { planned: 50, physical, asOf: at(day).slice(0, 10) },
    })
    for (let day = 100; day > 0; day--) room.tell(progressed(day, day))
    room.tell(progressed(90, 7))
    const { curve, physical, asOf } = room.situation.project.get('p') ?? {}
    expect(curve).toHaveLength(60)
    expect(curve?.map(([day]) => day)).toEqual(curve?.map(([day]) => day).toSorted())
    expect(curve?.find(([day]) => day === at(90).slice(0, 10))).toEqual([at(90).slice(0, 10), 50, 7, null])
    expect([physical, asOf]).toEqual([100, at(100).slice(0, 10)])
  })
})

describe('warnings', () => {
  test('are 2,000 at most, and leave a day after they expired', () => {
    const room = new Room()
    for (let turn = 0; turn < 2_100; turn++)
      room.tell(issued(`w${turn}`, at(30), { expires: at(31), identifier: `n${turn}` }))
    expect(room.situation.warning.size).toBe(2_000)
    expect(room.situation.index.warningByName.size).toBe(2_000)
    room.tell({ ...issued('new', at(32)), recorded: at(32, 3) })
    expect([...room.situation.warning.keys()]).toEqual(['new'])
    expect(room.situation.index.warningByName.size).toBe(0)
  })

  test('called off before they were issued stay called off, are marked odd, and take the late words in', () => {
    const room = new Room().tell(
      warning('warning.cancelled', 'w', at(30, 5)),
      issued('w', at(30, 3), { expires: at(31) }),
    )
    expect(room.situation.warning.get('w')).toMatchObject({ cancelled: true, odd: true, headline: 'Hujan w', level: 1, hazard: 'hujan', issuer: 'BMKG' }) // prettier-ignore
    room.tell(issued('w', at(30, 6)))
    expect(room.situation.warning.get('w')?.cancelled).toBe(true)
    expect(room.count('warnings')).toEqual({ issued: 1, cancelled: 1 })
  })

  test('updated before they were issued are kept and marked', () => {
    const room = new Room().tell(warning('warning.updated', 'w', at(30), { level: 2 }))
    expect(room.situation.warning.get('w')).toMatchObject({
      level: 2,
      odd: true,
      headline: 'w',
      expires: at(31),
    })
  })

  test('end the same whether their statements come oldest or newest first', () => {
    const statements = [
      issued('w', at(30, 1), { expires: at(30, 9), area: 'NTB', identifier: 'w1' }),
      warning('warning.updated', 'w', at(30, 2), { level: 2, headline: 'Hujan lebat', identifier: 'w2' }),
      warning('warning.updated', 'w', at(30, 3), { level: 3, expires: at(30, 12), identifier: 'w3' }),
      warning('warning.cancelled', 'w', at(30, 4), { identifier: 'w4' }),
    ]
    for (const told of [statements, statements.toReversed()]) {
      const room = new Room().tell(...told)
      expect(room.situation.warning.get('w')).toMatchObject({ cancelled: true, headline: 'Hujan lebat', level: 3, area: 'NTB', said: at(30, 4) }) // prettier-ignore
    }
  })
})
