import { expect, test } from 'vitest'
import { running } from './running.ts'

let number = 0
const said = (type: string, subject: string, data: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  ...{ specversion: '1.0', id: `p-${++number}`, source: '/uji', type, subject, data, ...more },
}) // prettier-ignore
const opened = (subject: string, lon: number, category = 'bencana', more: Record<string, unknown> = {}) =>
  said('ticket.opened', subject, {
    ...{ class: 'pengaduan', category, title: `Laporan ${subject}`, channel: 'loket', ...more },
    geometry: { type: 'Point', coordinates: [lon, -8.7] },
  })

test('complaints that lie together are proposed; one press makes an incident that rests on them, and a link closes a repeat', async () => {
  const room = await running()
  const operator = room.key('operator')
  for (const [id, lon] of [['a', 116.27], ['b', 116.272], ['c', 116.274]] as const) await room.tell(opened(id, lon)) // prettier-ignore
  const proposals = async () => (await (await room.get('/api/proposals', operator)).json()) as Record<string, Record<string, unknown>[]> // prettier-ignore
  const [spot] = (await proposals()).hotSpots ?? []
  expect(spot).toMatchObject({ hazard: 'banjir', level: 1, tickets: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] })
  const examined = (subject: string, ruledOut: string) =>
    said('ticket.examined', subject, { ruledOut, note: 'bukan' })
  expect((await room.tell(examined('a', 'repeat'), room.key('agency:pu'))).status).toBe(403)
  expect((await room.tell(examined('a', 'late-contract'), operator)).status).toBe(201)
  const incident = {
    ...{ hazard: 'banjir', level: 1, title: 'Banjir', geometry: { type: 'Point', coordinates: spot?.at } },
    tickets: ['a', 'b', 'c'],
  }
  expect((await room.tell(said('incident.reported', String(spot?.id), incident), operator)).status).toBe(201)
  expect((await room.tell(said('incident.reported', String(spot?.id), incident), operator)).status).toBe(409)
  expect((await proposals()).hotSpots).toEqual([])
  const none = { specversion: '1.0', id: 'kosong', source: '/uji', type: 'setting.changed', data: { key: 'holidays', value: [] } } // prettier-ignore
  await room.tell(none, room.key('admin'))
  expect((await proposals()).yearWithoutHolidays).toBe(String(new Date(Date.now() + 8 * 3_600_000).getUTCFullYear())) // prettier-ignore

  await room.tell(opened('lubang', 116.3, 'jalan', { title: 'Lubang besar' }))
  await room.tell(opened('rahasia', 116.3, 'jalan', { title: 'Jalan', secret: true }))
  // By its name in the list: it is written down by its code.
  await room.tell(opened('lagi', 116.3003, 'Jalan dan  Jembatan Rusak'))
  const near = await (await room.get('/api/lapor/near?category=jalan&point=116.3,-8.7')).json()
  expect(near).toMatchObject({ near: [{ title: 'Lubang besar', metres: 0 }, { title: 'Laporan lagi' }] })
  expect(JSON.stringify(near)).not.toContain('rahasia')
  expect((await room.get('/api/lapor/near?category=jalan&point=x')).status).toBe(400)
  const repeated = (await proposals()).repeats?.map(({ ticket, of }) => [ticket, of]) ?? []
  expect(repeated.at(-1)).toMatchObject([{ id: 'lagi' }, { id: 'lubang' }])
  const close = (duplicateOf: string) => room.tell(said('ticket.closed', 'lagi', { outcome: 'duplicate', duplicateOf }), operator) // prettier-ignore
  expect((await room.tell(examined('lagi', 'repeat'), operator)).status).toBe(201)
  expect((await proposals()).repeats?.map(({ ticket }) => (ticket as { id: string }).id)).not.toContain(
    'lagi',
  )
  expect((await close('lagi')).status).toBe(409)
  expect((await close('nowhere')).status).toBe(409)
  expect((await close('lubang')).status).toBe(201)
})

test('what a person ruled out is proposed no more, until enough other complaints lie together', async () => {
  const room = await running()
  const operator = room.key('operator')
  const spots = async () => ((await (await room.get('/api/proposals', operator)).json()) as { hotSpots: { tickets: { id: string }[] }[] }).hotSpots.map(({ tickets }) => tickets.map(({ id }) => id)) // prettier-ignore
  for (const id of ['a', 'b', 'c']) await room.tell(opened(id, 116.27))
  expect(await spots()).toEqual([['a', 'b', 'c']])
  for (const id of ['a', 'b', 'c']) await room.tell(said('ticket.examined', id, { ruledOut: 'hot-spot' }), operator) // prettier-ignore
  await room.tell(opened('d', 116.27))
  await room.tell(opened('e', 116.27))
  expect(await spots()).toEqual([])
  await room.tell(opened('f', 116.27))
  expect(await spots()).toEqual([['d', 'e', 'f']])
})

test('a road complaint beside a contract that is late is proposed for it, and stands at it once a person says so', async () => {
  const room = await running()
  const operator = room.key('operator')
  const road = { type: 'LineString', coordinates: [[116.26, -8.7], [116.28, -8.7]] } // prettier-ignore
  const project = { name: 'Jalan Praya', agency: 'pupr', start: '2026-01-01', finish: '2099-12-31', milestones: [], geometry: road } // prettier-ignore
  await room.tell(said('project.registered', 'ruas', project))
  await room.tell(said('project.progressed', 'ruas', { planned: 60, physical: 40, asOf: '2026-03-01' }))
  await room.tell(opened('lubang', 116.27, 'jalan'))
  await room.tell(opened('jauh', 116.29, 'jalan'))
  await room.tell(opened('sampah', 116.27, 'sampah'))
  const roads = async () => ((await (await room.get('/api/proposals', operator)).json()) as { roads: unknown[] }).roads // prettier-ignore
  expect(await roads()).toMatchObject([{ ticket: { id: 'lubang' }, project: { id: 'ruas', agency: 'pupr' }, metres: 0 }]) // prettier-ignore
  const give = () => room.tell(said('ticket.routed', 'lubang', { agency: 'pupr', aboutProject: 'ruas' }), operator) // prettier-ignore
  expect([(await give()).status, (await give()).status]).toEqual([201, 409])
  expect(await roads()).toEqual([])
  expect(room.server.worlds.find()?.present.situations.wall.ticket.get('lubang')).toMatchObject({ project: 'ruas', agency: 'pupr' }) // prettier-ignore
})

test('the agencies are ranked by how long what is overdue waits and by their share in time, not by how much they have', async () => {
  const room = await running()
  const ago = (days: number) => ({ time: new Date(Date.now() - days * 86_400_000).toISOString() })
  const told = async (id: string, agency: string, days: number, closed?: number) => {
    await room.tell({ ...opened(id, 116.27, 'jalan', { agency }), ...ago(days) })
    if (closed !== undefined) await room.tell({ ...said('ticket.closed', id, { outcome: 'done' }), ...ago(closed) }) // prettier-ignore
  }
  for (let n = 0; n < 6; n++) await told(`pu${n}`, 'pu', 1)
  await told('lama', 'dlh', 60)
  await told('tepat', 'pu', 20, 19)
  await told('lambat', 'dlh', 50, 5)
  await told('dulu', 'dlh', 41, 40)
  const key = room.key('executive')
  const ranking = async () => ((await (await room.get('/api/statistics/agencies', key)).json()) as { agencies: unknown[] }).agencies // prettier-ignore
  await expect.poll(ranking).toMatchObject([
    { agency: 'dlh', open: 1, overdue: 1, closed: 1, inTimeShare: 0, shareBefore: 1 },
    { agency: 'pu', open: 6, overdue: 0, closed: 1, inTimeShare: 1 },
  ])
  const page = (query: string, who = key) => room.get(`/api/tickets?order=due&open=1&${query}`, who).then((answer) => answer.json()) as Promise<{ tickets: { item: { id: string } }[]; next?: string }> // prettier-ignore
  const first = await page('limit=4')
  const second = await page(`limit=4&after=${encodeURIComponent(first.next ?? '')}`)
  const ids = [...first.tickets, ...second.tickets].map(({ item }) => item.id)
  expect([ids[0], ids.length, new Set(ids).size, second.next]).toEqual(['lama', 7, 7, undefined])
  expect((await page('overdue=1')).tickets.map(({ item }) => item.id)).toEqual(['lama'])
  expect((await page('', room.key('agency:dlh'))).tickets.map(({ item }) => item.id)).toEqual(['lama'])
})
