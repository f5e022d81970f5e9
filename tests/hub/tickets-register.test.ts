import { expect, test } from 'vitest'
import { running } from '../http/running.ts'
import { nearestRank } from '../../server/registers/ticket-statistics.ts'

let number = 0
const said = (subject: string, type: string, time: string, data: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: `t-${++number}`,
  source: '/loket',
  type: `ticket.${type}`,
  subject,
  time,
  data,
})
const opened = (subject: string, time: string, data: Record<string, unknown> = {}) =>
  said(subject, 'opened', time, { class: 'pengaduan', category: 'jalan', title: `Lubang ${subject}`, channel: 'loket', ...data }) // prettier-ignore

async function room() {
  const server = await running()
  const key = server.key('feeder')
  const { registers } = server.server.worlds.find()!
  const tickets = await registers.tickets()
  const tell = async (...events: unknown[]) => {
    for (const event of events) expect((await server.tell(event, key)).status).toBe(201)
    // Whoever asks for the register is given it with all that was told before.
    await registers.tickets()
  }
  return { server, tickets, tell }
}

test('a complaint is found by its words, whole or begun, in any script, and never by who reported it', async () => {
  const { tickets, tell } = await room()
  await tell(
    opened('a', '2026-03-02T01:00:00Z', { title: 'Lampu jalan mati 💡', description: 'dekat Pasar Renteng' }),
    opened('b', '2026-03-02T01:00:00Z', { title: 'طريق مكسور', reporter: { name: 'Budi Contoh' } }),
  )
  const found = (words: string) => tickets.search({ words }, 10).map(({ item }) => item.id)
  expect(found('pasar rent')).toEqual(['a'])
  expect(found('LAMPU')).toEqual(['a'])
  expect(found('مكسور')).toEqual(['b'])
  expect(found('Budi')).toEqual([])
  expect(found('"lampu" OR NEAR(')).toEqual([])
  expect(found('💡')).toEqual([])
  expect(tickets.search({ open: true, category: 'jalan' }, 1).map(({ item }) => item.id)).toEqual(['b'])
})

test('a complaint that is opened again and again under other words is found by its last ones, and the register goes on', async () => {
  const { tickets, tell } = await room()
  for (let n = 1; n <= 12; n++) {
    await tell(
      opened('a', '2026-03-02T01:00:00Z', { title: `Lampu mati ke-${n} kali` }),
      opened('b', '2026-03-02T01:00:00Z', { title: `Selokan mampet minggu ${n}` }),
    )
  }
  const found = (words: string) => tickets.search({ words }, 10).map(({ item }) => item.title)
  await expect.poll(() => found('lampu')).toEqual(['Lampu mati ke-12 kali'])
  expect(found('ke-3')).toEqual([])
  expect(found('selokan')).toEqual(['Selokan mampet minggu 12'])
})

test('a row says of deadline, state and steps what the situation says, also after a holiday and a reopening', async () => {
  const { server, tickets, tell } = await room()
  await tell(
    opened('a', '2026-03-02T01:00:00Z'),
    said('a', 'routed', '2026-03-02T02:00:00Z', { agency: 'pu' }),
    said('a', 'progressed', '2026-03-03T01:00:00Z'),
  )
  const item = () => server.server.worlds.find()!.present.situations.staff.ticket.get('a')
  const before = item()?.due
  const holiday = { key: 'holidays', value: ['2026-03-04'] }
  await server.tell({ ...said('holidays', 'x', '2026-03-03T02:00:00Z'), type: 'setting.changed', data: holiday }, server.key('admin')) // prettier-ignore
  await expect.poll(() => tickets.find('a')?.item.recalculated).toBe(before)
  expect(tickets.find('a')?.item.due).toBe(item()?.due)
  await tell(said('a', 'closed', '2026-03-05T01:00:00Z', { outcome: 'done' }))
  await expect.poll(() => tickets.find('a')?.closed).toBe('2026-03-05T01:00:00.000Z')
  expect(tickets.find('a')).toMatchObject({ outcome: 'done', inTime: true })
  await tell(said('a', 'reopened', '2026-03-06T01:00:00Z'))
  await expect.poll(() => tickets.find('a')?.closed).toBeUndefined()
  expect(tickets.find('a')?.item.due).toBe(item()?.due)
  expect(tickets.steps('a').map(({ status }) => status)).toEqual(['opened', 'routed', 'progressed', 'done', 'reopened']) // prettier-ignore
})

test('figures by agency are the nearest ranks of what happened in the months asked for', async () => {
  const { tickets, tell } = await room()
  const day = (n: number, hour = 1) => new Date(Date.UTC(2026, 2, n, hour)).toISOString()
  for (let n = 1; n <= 10; n++) {
    await tell(
      opened(`p${n}`, day(2), { agency: 'pu' }),
      said(`p${n}`, 'progressed', day(2, 1 + n)),
      said(`p${n}`, 'closed', day(2 + n)),
    )
  }
  await tell(opened('x', day(20), { agency: 'dlh' }))
  await expect.poll(() => tickets.statistics('agency', '2026-03', '2026-03').length).toBe(2)
  expect(tickets.statistics('agency', '2026-03', '2026-03')).toEqual([
    { of: 'dlh', opened: 1, closed: 0, inTime: 0, responseMedian: undefined, responseP90: undefined, closingMedian: undefined, closingP90: undefined }, // prettier-ignore
    { of: 'pu', opened: 10, closed: 10, inTime: 7, responseMedian: 5, responseP90: 9, closingMedian: 120, closingP90: 216 }, // prettier-ignore
  ])
  expect(tickets.statistics('month', '2026-04', '2026-12')).toEqual([])
  expect(nearestRank([], 0.5)).toBeUndefined()
})
