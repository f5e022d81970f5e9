import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { deviation, isCritical, plannedOn } from '../../shared/deviation.ts'
import { absorption, daysLeft, projectFlags } from '../../shared/project-health.ts'
import type { Project } from '../../shared/situation/items.ts'
import { holds } from './streams.ts'
import { point, Room } from './told.ts'

const calendar = { offsetHours: 8, holidays: new Set<string>() }
const now = Date.parse('2026-06-30T04:00:00Z')
const project = (more: Partial<Project>): Project => ({
  id: 'p',
  seq: 1,
  name: 'Jembatan',
  agency: 'pupr',
  start: '2026-01-01',
  finish: '2026-12-31',
  milestones: [],
  curve: [],
  asOf: '2026-06-30',
  ...more,
})

describe('a critical contract', () => {
  test('is the same by another computation, in whole hundredths and days, on 1,000 random contracts', () => {
    const hundredths = fc.integer({ min: 0, max: 10_000 })
    const contract = fc.record({
      planned: hundredths,
      physical: hundredths,
      startDay: fc.integer({ min: 0, max: 364 }),
      ran: fc.integer({ min: 1, max: 700 }),
    })
    holds(
      fc.property(contract, ({ planned, physical, startDay, ran }) => {
        const behind = planned - physical
        const limit = planned <= 7_000 ? 1_000 : 500
        // At today's pace all is done `ran * 10000 / physical` days after its start; the year ends on day 365.
        const crosses = physical > 0 && ran * 10_000 > (365 - startDay) * physical
        const expected = behind > 0 && (behind > limit || crosses)
        const start = new Date(Date.UTC(2026, 0, 1 + startDay))
        const asOf = new Date(start.getTime() + ran * 86_400_000).toISOString().slice(0, 10)
        const one = project({
          planned: planned / 100,
          physical: physical / 100,
          start: start.toISOString().slice(0, 10),
          asOf,
        })
        const at = Date.parse(asOf) + 3_600_000
        // Floating points may lie either side of a limit that is met exactly.
        if (behind === limit || ran * 10_000 === (365 - startDay) * physical) return
        expect(isCritical(one, at)).toBe(expected)
      }),
      1_000,
    )
  })

  test('is measured against the planned curve where no plan was told with the progress', () => {
    const plan: [string, number][] = [['2026-01-01', 0], ['2026-06-30', 60], ['2026-12-31', 100]] // prettier-ignore
    expect(isCritical(project({ plan, physical: 55 }), now)).toBe(false)
    expect(isCritical(project({ plan, physical: 45 }), now)).toBe(true)
  })

  test('follows the rule that it is given as data', () => {
    const one = project({ planned: 50, physical: 47, start: '2026-01-01' })
    expect(isCritical(one, now, { bands: [{ upTo: 100, points: 2 }] })).toBe(true)
    expect(
      isCritical(project({ planned: 60, physical: 57 }), now, { bands: [{ upTo: 100, points: 5 }] }),
    ).toBe(false)
  })
})

test('the planned curve rises between its points and never leaves them', () => {
  const points = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 12 })
  holds(
    fc.property(points, fc.integer({ min: -30, max: 430 }), (days, asked) => {
      const sorted = days.sort((a, b) => a - b)
      const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
      const plan = sorted.map((n, at): [string, number] => [day(n), (100 * at) / (sorted.length - 1)])
      const [value, later] = [plannedOn(plan, day(asked)) ?? NaN, plannedOn(plan, day(asked + 1)) ?? NaN]
      expect(value).toBeGreaterThanOrEqual(0)
      expect(later).toBeGreaterThanOrEqual(value - 1e-9)
      expect(later).toBeLessThanOrEqual(100 + 1e-9)
    }),
    300,
  )
})

test('the S-curve, deviation and critical mark are those of another computation on 1,000 random contracts', () => {
  const steps = fc.array(fc.record({ days: fc.integer({ min: 1, max: 90 }), rise: fc.nat(40) }), {
    minLength: 1,
    maxLength: 9,
  })
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
  holds(
    fc.property(steps, fc.nat(500), fc.nat(10_000), (rises, asked, hundredths) => {
      const plan: [string, number][] = [[day(0), 0]]
      let [at, height, planned] = [0, 0, 0]
      for (const { days, rise } of rises) {
        const gained = Math.min(rise, 100 - height)
        // Each stretch adds the part of its rise that has passed by the day that is asked for.
        planned += gained * Math.min(1, Math.max(0, (asked - at) / days))
        ;[at, height] = [at + days, height + gained]
        plan.push([day(at), height])
      }
      const physical = hundredths / 100
      const one = project({ plan, physical, asOf: day(asked) })
      expect(plannedOn(plan, day(asked))).toBeCloseTo(planned, 8)
      expect(deviation(one)).toBeCloseTo(physical - planned, 8)
      const [behind, limit] = [planned - physical, planned <= 70 ? 10 : 5]
      const finish = physical > 0 ? (asked * 100) / physical : 0
      // Floating points may lie either side of what is met exactly.
      if ([behind, behind - limit, planned - 70, finish - 365].some((gap) => Math.abs(gap) < 1e-6)) return
      const critical = behind > 0 && (behind > limit || finish > 365)
      expect(isCritical(one, Date.parse(day(asked)) + 3_600_000)).toBe(critical)
    }),
    1_000,
  )
})

test('a milestone that is told before its project is kept, and stays reached once the project is registered', () => {
  const room = new Room().tell({
    type: 'milestone.reached',
    subject: 'fondasi',
    time: '2026-03-01T02:00:00Z',
    data: { project: 'p', milestone: 'fondasi', geometry: point(116.28, -8.88) },
  })
  expect(room.situation.project.get('p')).toMatchObject({ odd: true, name: 'p' })
  const milestones = [
    { id: 'fondasi', title: 'Fondasi', due: '2026-02-28' },
    { id: 'lantai', title: 'Lantai', due: '2026-06-30' },
  ]
  room.tell({
    type: 'project.registered',
    subject: 'p',
    data: { name: 'Jembatan', agency: 'pupr', milestones },
  })
  const { name, odd, milestones: steps } = room.situation.project.get('p') ?? {}
  expect([name, odd]).toEqual(['Jembatan', undefined])
  expect(steps).toEqual([
    { ...milestones[0], reached: '2026-03-01T02:00:00.000Z', at: point(116.28, -8.88) },
    milestones[1],
  ])
})

test('what is odd about figures is flagged', () => {
  const flags = (more: Partial<Project>) => projectFlags(project(more), now, calendar)
  const steady = { planned: 50, physical: 50 }
  expect(flags({ ...steady, financial: 48 })).toEqual([])
  expect(flags({ ...steady, financial: 20 })).toEqual(['gap'])
  expect(flags({ planned: 100, physical: 120 })).toEqual(['over'])
  expect(flags({ ...steady, budget: 5, spent: 6 })).toEqual(['overspent'])
  const curve: Project['curve'] = [['2026-05-31', 50, 60, null], ['2026-06-30', 50, 50, null]] // prettier-ignore
  expect(flags({ ...steady, curve })).toEqual(['falling'])
  expect(flags({ ...steady, finish: '2026-06-29' })).toEqual(['overdue'])
  expect(flags({ ...steady, finish: '2026-06-29', status: 'completed' })).toEqual([])
})

test('days left are days of the site, and none are invented', () => {
  expect(daysLeft({ finish: '2026-06-30' }, now, calendar)).toBe(0)
  expect(daysLeft({ finish: '2026-07-02' }, Date.parse('2026-06-30T15:59:00Z'), calendar)).toBe(2)
  expect(daysLeft({ finish: '2026-07-02' }, Date.parse('2026-06-30T16:01:00Z'), calendar)).toBe(1)
  expect(daysLeft({ finish: '' }, now, calendar)).toBeUndefined()
})

test('a project that reports no spending does not count as unspent', () => {
  const list = [
    project({ budget: 100, spent: 40 }),
    project({ budget: 50, financial: 20 }),
    project({ budget: 30 }),
  ]
  expect(absorption(list)).toEqual([{ agency: 'pupr', projects: 3, budget: 180, reported: 150, spent: 50 }])
})
