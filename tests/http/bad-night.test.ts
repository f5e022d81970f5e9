import { expect, test } from 'vitest'
import type { Incident } from '../../shared/situation/items.ts'
import { duplicatesOf } from '../../shared/duplicates.ts'
import { flood, running, type Running } from './running.ts'

let number = 0
const say = (type: string, subject: string, data: object = {}) => ({
  ...{ specversion: '1.0', id: `f${++number}`, source: '/desk', type, subject, data },
})
const open = (server: Running): Map<string, Incident> =>
  server.server.worlds.find()!.present.situations.staff.incident
const batch = (server: Running, events: object[], key = server.key('operator')) =>
  fetch(`${server.address}/api/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  })

test('three hundred reports of one event in a minute are all kept, one proposal, merged at once and parted again', async () => {
  const server = await running()
  const reports = Array.from({ length: 300 }, (_, at) =>
    flood({
      id: `r${at}`,
      subject: `r${at}`,
      time: new Date(Date.UTC(2026, 10, 22, 1, 0, at / 5)).toISOString(),
    }),
  )
  expect((await batch(server, reports)).status).toBe(201)
  expect(open(server).size).toBe(300)
  const others = duplicatesOf(open(server).get('r0')!, open(server).values())
  expect(others).toHaveLength(299)
  const merged = others.map(({ incident: { id } }) => say('incident.merged', id, { into: 'r0' }))
  expect((await batch(server, merged)).status).toBe(201)
  expect([...open(server).keys()]).toEqual(['r0'])
  // Told again, nothing is merged twice; every one of them comes back.
  expect((await batch(server, merged)).status).toBe(200)
  expect(new Set(open(server).get('r0')?.merged).size).toBe(299)
  const parted = others.map(({ incident: { id } }) => say('incident.unmerged', id))
  expect((await batch(server, parted)).status).toBe(201)
  expect(open(server).size).toBe(300)
  expect(open(server).get('r0')?.merged).toEqual([])
})

test('merges that would go round in a circle are refused, and harm nothing', async () => {
  const server = await running()
  for (const id of ['a', 'b', 'c']) await server.tell(flood({ id, subject: id }))
  const merge = async (id: string, into: string) => {
    const { status, body } = await server.tell(say('incident.merged', id, { into }))
    return status === 201 ? 'merged' : `${status} ${String((body as { code?: string }).code)}`
  }
  expect(await merge('a', 'a')).toBe('409 merge-itself')
  expect([await merge('a', 'b'), await merge('b', 'c')]).toEqual(['merged', 'merged'])
  expect(await merge('c', 'a')).toBe('409 merge-target-closed')
  expect([...open(server).keys()]).toEqual(['c'])
  const journal = await server.get('/api/journal?subject=c', server.key('operator'))
  expect(await journal.text()).toContain('"a"')
})

test('figures negative, huge, broken or empty are refused by name; none at all and 0 are something else', async () => {
  const server = await running()
  await server.tell(flood({ id: 'k', subject: 'k' }))
  const assess = async (impact: unknown) => {
    const { status, body } = await server.tell(say('incident.assessed', 'k', { impact, by: 'BPBD' }))
    return status === 201 ? 201 : `${status} ${body.errors?.[0]?.field}`
  }
  for (const wrong of [-1, 1e12, 1.5, '', null, '12 orang'])
    expect(await assess({ mengungsi: wrong }), String(wrong)).toBe('422 data.impact.mengungsi')
  expect(open(server).get('k')?.impact).toEqual({})
  expect([await assess({}), await assess({ mengungsi: 0 })]).toEqual([201, 201])
  expect(open(server).get('k')?.impact.mengungsi?.value).toBe(0)
})
