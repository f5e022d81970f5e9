import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Unreadable } from '../../server/feeds/feed.ts'
import { holds } from '../shared/streams.ts'
import { body, dataOf, readBody } from './fixture.ts'

const read = (format: string, value: unknown) => readBody(format, JSON.stringify(value))
const idr = (amount: unknown) => ({ amount, currency: 'IDR' })
const date = '2026-01-01T00:00:00Z'

test('a package is read by what it holds, whichever of the two formats it is called; one release alone too', () => {
  const release = { ocid: 'o-1', id: 'r1', date, tender: { title: 'Jalan' } }
  const named = (format: string, value: unknown) =>
    read(format, value).events.map((event) => [event.subject, dataOf(event)['name']])
  for (const format of ['ocds-release', 'ocds-record']) {
    expect(named(format, { releases: [release] })).toEqual([['o-1', 'Jalan']])
    expect(named(format, { records: [{ ocid: 'o-1', compiledRelease: release }] })).toEqual([
      ['o-1', 'Jalan'],
    ])
    expect(named(format, release)).toEqual([['o-1', 'Jalan']])
    expect(() => read(format, [release])).toThrow(Unreadable)
  }
})

test('a record that only links its releases is refused alone, with its reason', () => {
  const linked = { ocid: 'o-2', releases: [{ url: 'https://x/r.json', date, tag: ['tender'] }] }
  const whole = { ocid: 'o-3', compiledRelease: { id: 'r', date, tender: { title: 'Pasar' } } }
  const { events, reasons } = read('ocds-record', { records: [linked, whole] })
  expect(events.map(({ subject }) => subject)).toEqual(['o-3'])
  expect(reasons).toEqual(['o-2: it links its releases and holds none of them'])
})

test('several contracts make one sum, unless one of them is in another currency or no number', () => {
  const budget = (...values: unknown[]) => {
    const contracts = values.map((value) => ({ value }))
    const { events, reasons } = read('ocds-release', { releases: [{ ocid: 'o', id: 'r', date, contracts }] })
    return [dataOf(events[0])['budget'], ...reasons]
  }
  expect(budget(idr(1_000), idr('2500'))).toEqual([3_500])
  expect(budget(idr(1_000), { amount: 5, currency: 'USD' })).toEqual([
    undefined,
    'value: USD is left out, only rupiah are kept',
  ])
  expect(budget(idr('Rp 1.000.000'))).toEqual([undefined, 'value: "Rp 1.000.000" is no amount in rupiah'])
  expect(budget(idr(null), undefined)).toEqual([undefined])
})

test('an OC4IDS project without a budget or period of its own has those of its contracts', () => {
  const contract = (amount: number) => ({
    summary: {
      contractValue: idr(amount),
      contractPeriod: { startDate: '2026-02-01', endDate: '2026-09-30' },
      suppliers: [{ name: 'CV Contoh' }],
    },
  })
  const project = { id: 'p', title: 'Jembatan', contractingProcesses: [contract(4e9), contract(1e9)] }
  const { events } = read('oc4ids', { projects: [project, { status: 'completed' }] })
  expect(dataOf(events[0])).toMatchObject({ budget: 5e9, start: '2026-02-01', contractor: 'CV Contoh' })
  expect(events).toHaveLength(1)
})

test('a milestone that is scheduled, or met in part, is not reached, whatever day stands there', () => {
  const milestones = ['met', 'scheduled', 'partiallyMet', 'notMet', undefined].map((status, at) => ({
    id: String(at),
    title: `Tonggak ${at}`,
    status,
    dueDate: '2026-03-01',
    dateMet: '2026-03-02',
  }))
  const { events } = read('oc4ids', { projects: [{ id: 'p', title: 'Jalan', updated: date, milestones }] })
  const reached = events.filter(({ type }) => type === 'milestone.reached')
  expect(reached.map((event) => dataOf(event)['milestone'])).toEqual(['0', '4'])
})

test('a milestone whose id is longer than an id may be keeps one name, in its project and when it is met', () => {
  const milestones = ['a', 'b'].map((end) => ({
    id: 'm'.repeat(500) + end,
    title: end,
    status: 'met',
    dateMet: '2026-03-02',
  }))
  const { events } = read('oc4ids', { projects: [{ id: 'p', title: 'Jalan', updated: date, milestones }] })
  const steps = events.flatMap((event) => (dataOf(event)['milestones'] ?? []) as { id: string }[])
  expect(new Set(steps.map(({ id }) => id)).size).toBe(2)
  const reached = events.filter(({ type }) => type === 'milestone.reached')
  expect(reached.map((event) => dataOf(event)['milestone'])).toEqual(steps.map(({ id }) => id))
})

/** The same value with one part of it taken out or replaced. */
function altered(value: unknown, path: number[], put: unknown): unknown {
  const [first = 0, ...rest] = path
  if (typeof value !== 'object' || value === null || path.length === 0) return put
  const keys = Object.keys(value)
  const key = keys[first % Math.max(1, keys.length)]
  if (key === undefined) return put
  const copy: Record<string, unknown> = { ...value }
  if (rest.length === 0 && put === undefined) delete copy[key]
  else copy[key] = altered(copy[key], rest, put)
  return Array.isArray(value) ? Object.values(copy) : copy
}

test.each(['oc4ids', 'ocds-release'])(
  'a body of %s with any part missing or of another kind is read, or refused with a reason; nothing unfit comes out',
  (format) => {
    const whole: unknown = JSON.parse(body(format === 'oc4ids' ? 'oc4ids.json' : 'ocds.json'))
    const junk = fc.constantFrom<unknown>(
      ...[
        undefined,
        null,
        '',
        0,
        -5,
        1e300,
        true,
        'x',
        '31 Juni 2026',
        'Rp 1.000',
        [],
        {},
        [null],
        'a'.repeat(500),
      ],
    )
    const path = fc.array(fc.nat(7), { minLength: 1, maxLength: 8 })
    holds(
      fc.property(fc.array(fc.tuple(path, junk), { minLength: 1, maxLength: 3 }), (changes) => {
        const value = changes.reduce((now, [at, put]) => altered(now, at, put), whole)
        try {
          const { events, reasons } = read(format, value)
          const nothing = JSON.stringify(value).includes('[]') || JSON.stringify(value) === '{}'
          expect(events.length + reasons.length > 0 || nothing).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable)
        }
      }),
      400,
    )
  },
)
