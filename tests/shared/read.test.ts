import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEvent } from '../../shared/events/read.ts'
import { births, eventData } from '../../shared/events/types.ts'
import { holds, seed } from './streams.ts'

const context = { received: '2026-03-30T02:00:00.000Z', reference: () => 'v_new' }
const geometry = { type: 'Point', coordinates: [116.3, -8.7] }
const data = { hazard: 'banjir', level: 2, title: 'Banjir', geometry }
const whole = { specversion: '1.0', id: 'e1', source: '/test', type: 'incident.reported', data }

function read(input: unknown) {
  const answer = readEvent(input, context)
  if ('problem' in answer) throw new Error(JSON.stringify(answer.problem))
  return answer.event
}

/** The fields that a refusal names. */
function refused(input: unknown): string[] {
  const answer = readEvent(input, context)
  if (!('problem' in answer)) throw new Error('it was understood')
  expect(answer.problem).toMatchObject({ status: 422, title: 'Event not understood' })
  expect(answer.problem.detail).toMatch(/\w{3}/)
  for (const { detail } of answer.problem.errors ?? []) expect(detail).toMatch(/\w{3}/)
  return (answer.problem.errors ?? []).map(({ field }) => field)
}

const withData = (more: Record<string, unknown>) => ({ ...whole, data: { ...data, ...more } })
const shape = (type: string, coordinates: unknown) => withData({ geometry: { type, coordinates } })
const deep = (levels: number): unknown => (levels === 0 ? 0 : [deep(levels - 1)])

describe('reading an event', () => {
  test('gives it a subject and a time where the sender gave none', () => {
    expect(read(whole)).toEqual({ ...whole, subject: 'e1', time: context.received })
  })

  test.each([
    ['2018-08-05T19:46:37+08:00', '2018-08-05T11:46:37.000Z'],
    ['2018-08-05T11:46:37Z', '2018-08-05T11:46:37.000Z'],
    ['2018-08-05T11:46:37.123456-00:00', '2018-08-05T11:46:37.123Z'],
    ['2018-08-05T11:46:37.5Z', '2018-08-05T11:46:37.500Z'],
    ['2018-08-05T11:46:37.123Z', '2018-08-05T11:46:37.123Z'],
    ['2024-02-29T23:59:59+07:00', '2024-02-29T16:59:59.000Z'],
    // Small letters and leap seconds are RFC 3339, section 5.6.
    ['2018-08-05t19:46:37.5+08:00', '2018-08-05T11:46:37.500Z'],
    ['2018-08-05t11:46:37z', '2018-08-05T11:46:37.000Z'],
    ['2017-01-01T07:59:60+08:00', '2016-12-31T23:59:59.999Z'],
    ['2016-12-31T23:59:60.250Z', '2016-12-31T23:59:59.999Z'],
    ['9999-12-31T23:59:59-01:00', '9999-12-31T23:59:59.999Z'],
    ['0000-01-01T00:00:00+01:00', '0000-01-01T00:00:00.000Z'],
  ])('keeps the time %s as %s', (time, kept) => {
    expect(read({ ...whole, time }).time).toBe(kept)
  })

  test('takes none of the attributes that only the server sets', () => {
    const event = read({ ...whole, actor: 'admin:k', vault: 'v_x', seq: 4, recorded: 'x', card: {} })
    expect(Object.keys(event).sort()).toEqual([
      'data',
      'id',
      'source',
      'specversion',
      'subject',
      'time',
      'type',
    ])
  })

  test('keeps the words of sources that count in their own way', () => {
    const defined = { name: 'x', unit: '%', direction: 'turun', agency: 'pu' }
    expect(read({ ...whole, type: 'indicator.defined', data: defined }).data).toMatchObject({
      direction: 'down',
    })
    expect(read(withData({ title: '  Banjir \n' })).data).toMatchObject({ title: 'Banjir' })
  })

  test.each([
    ['a time without a zone', { ...whole, time: '2018-08-05T19:46:37' }, 'time'],
    ['a time with a zone in words', { ...whole, time: '2023-04-25T03:00:57WIB' }, 'time'],
    ['a day that does not exist', { ...whole, time: '2023-02-29T00:00:00Z' }, 'time'],
    ['a leap second within a day', { ...whole, time: '2016-12-31T22:59:60Z' }, 'time'],
    ['an hour that does not exist', { ...whole, time: '2023-02-28T24:00:00Z' }, 'time'],
    ['no id', { ...whole, id: undefined }, 'id'],
    ['an id of nothing', { ...whole, id: '' }, 'id'],
    ['control characters', { ...whole, id: 'a\nb' }, 'id'],
    ['a zero character', { ...whole, source: 'a\0' }, 'source'],
    ['half a character', { ...whole, id: 'a\ud83c' }, 'id'],
    ['an endless id', { ...whole, id: 'x'.repeat(257) }, 'id'],
    ['another version of CloudEvents', { ...whole, specversion: '0.3' }, 'specversion'],
    ['data that is not JSON', { ...whole, datacontenttype: 'text/xml' }, 'datacontenttype'],
    ['a region without dots', { ...whole, region: '520204' }, 'region'],
    ['an unknown type', { ...whole, type: 'incident.imagined' }, 'type'],
    ['a type that every object has', { ...whole, type: 'constructor' }, 'type'],
    ['a move without a subject', { ...whole, type: 'task.completed', data: {} }, 'subject'],
    ['a number with a comma', withData({ level: '6,9' }), 'data.level'],
    ['a level that is none', withData({ level: 4 }), 'data.level'],
    ['half a level', withData({ level: 1.5 }), 'data.level'],
    ['no title', withData({ title: ' ' }), 'data.title'],
    ['no data', { ...whole, data: undefined }, 'data.hazard'],
    ['data that is a list', { ...whole, data: [] }, 'data'],
    ['data that is a text', { ...whole, data: 'x' }, 'data'],
    ['latitude first', shape('Point', [-8.7, 116.3]), 'data.geometry.coordinates'],
    ['coordinates as texts', shape('Point', ['116.3', '-8.7']), 'data.geometry.coordinates'],
    ['a shape of no kind', shape('Circle', [116.3, -8.7]), 'data.geometry'],
    ['a ring that is open', shape('Polygon', [[[0, 0], [1, 0], [1, 1], [0, 1]]]), 'data.geometry.coordinates.0'], // prettier-ignore
    ['a ring of two', shape('Polygon', [[[0, 0], [0, 0]]]), 'data.geometry.coordinates.0'], // prettier-ignore
    ['nothing but depth', withData({ extra: deep(60) }), '(body)'],
  ])('refuses %s and names the field', (_, input, field) => {
    const fields = refused(JSON.parse(JSON.stringify(input)))
    expect(
      fields.some((named) => named === field || named.startsWith(`${field}.`)),
      fields.join(),
    ).toBe(true)
  })

  test.each([[null], [7], ['x'], [[]], [{}]])('refuses %j, which is no event', (input) => {
    expect(refused(input).length).toBeGreaterThan(0)
  })

  test('names not more than 20 wrong fields', () => {
    const milestones = Array.from({ length: 100 }, () => ({}))
    const project = { name: 'x', agency: 'pu', start: '2026-01-01', finish: '2026-12-31', milestones }
    expect(refused({ ...whole, type: 'project.registered', data: project })).toHaveLength(20)
  })

  test(`never throws, whatever it is given, and what it understood it understands again (seed ${seed})`, () => {
    const types = fc.constantFrom(...Object.keys(eventData))
    const any = fc.jsonValue({ maxDepth: 4 })
    const fields = fc.dictionary(
      fc.constantFrom('title', 'level', 'geometry', 'time', 'note', '__proto__', 'details'),
      any,
    )
    const inputs = fc.oneof(
      any,
      fc.record({ specversion: fc.constant('1.0'), id: fc.string(), source: fc.string(), type: types, subject: fc.string(), time: fc.oneof(any, fc.date().map(String)), data: fc.oneof(any, fields) }), // prettier-ignore
      fc.record({ specversion: fc.constant('1.0'), id: fc.constant('e'), source: fc.constant('s'), type: types, subject: fc.constant('t'), data: fields }), // prettier-ignore
    )
    let understood = 0
    holds(
      fc.property(inputs, (input) => {
        const answer = readEvent(JSON.parse(JSON.stringify(input)) as unknown, context)
        if ('problem' in answer) {
          expect(answer.problem.errors?.length).toBeGreaterThan(0)
          return
        }
        understood++
        const { vault: _, ...again } = read(JSON.parse(JSON.stringify(answer.event)))
        const { vault: __, ...event } = answer.event
        expect(again).toEqual(event)
      }),
      3_000,
    )
    expect(understood).toBeGreaterThan(100)
  })
})

test('what brings a new thing needs no subject, and only that', () => {
  for (const type of Object.keys(eventData)) {
    const named = readEvent({ ...whole, type, data: {} }, context)
    const asksForSubject = 'problem' in named && named.problem.errors?.[0]?.field === 'subject'
    expect([type, asksForSubject]).toEqual([type, !(births as ReadonlySet<string>).has(type)])
  }
})
