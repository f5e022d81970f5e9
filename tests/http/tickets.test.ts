import { expect, test } from 'vitest'
import { running } from './running.ts'

let number = 0
const act = (type: string, data: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id: `aduan-${++number}`,
  source: '/aduan',
  type,
  subject: 'aduan-1',
  data,
  ...more,
})
const opening = () =>
  act('ticket.opened', { class: 'pengaduan', category: 'jalan', title: 'Jalan berlubang', channel: 'loket' })

test('of two agencies that take the same complaint one gets it, the other is told who was first', async () => {
  const room = await running()
  expect((await room.tell(opening())).status).toBe(201)
  const [pu, dlh] = [room.key('agency:pu'), room.key('agency:dlh')]
  const answers = await Promise.all(
    [pu, dlh].map((key, at) => room.tell(act('ticket.routed', { agency: ['pu', 'dlh'][at] }), key)),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  const [first] = answers.filter(({ status }) => status === 201)
  const owner = first === answers[0] ? 'pu' : 'dlh'
  expect(answers.find(({ status }) => status === 409)?.body.detail).toBe(`${owner} took aduan-1 before you`)
  // The coordinator may give it to the other all the same.
  expect((await room.tell(act('ticket.routed', { agency: 'bpbd' }))).status).toBe(201)
})

test('a complaint goes through its life; what does not follow is refused with what stands there', async () => {
  number = 0
  const room = await running()
  const pu = room.key('agency:pu')
  const ticket = () => room.server.worlds.find()?.present.situations.staff.ticket.get('aduan-1')
  const refused = async (type: string, data: Record<string, unknown> = {}, key?: string) => {
    const { status, body } = await room.tell(act(type, data), key)
    return `${status} ${body.detail}`
  }
  await room.tell(opening())
  expect(await refused('ticket.progressed')).toBe('409 aduan-1 lies with no agency yet')
  await room.tell(act('ticket.verified', { note: 'lokasi jelas' }))
  expect(await refused('ticket.verified')).toBe('409 aduan-1 is verified already')
  await room.tell(act('ticket.routed', { agency: 'pu' }))
  await room.tell(act('ticket.returned', { note: 'jalan provinsi' }), pu)
  expect(ticket()).toMatchObject({ status: 'verified', returnedBy: 'pu' })
  expect(ticket()?.agency).toBeUndefined()
  expect(await refused('ticket.answered', {}, pu)).toContain('403 aduan-1 belongs to no agency')
  await room.tell(act('ticket.routed', { agency: 'pu' }))
  await room.tell(act('ticket.progressed', { note: 'survei' }), pu)
  await room.tell(act('ticket.held', { reason: 'menunggu foto dari pelapor' }), pu)
  expect(await refused('ticket.held', {}, pu)).toBe('409 aduan-1 is held already')
  await room.tell(act('ticket.resumed'), pu)
  expect(await refused('ticket.resumed', {}, pu)).toBe('409 aduan-1 is not held')
  await room.tell(act('ticket.answered', { note: 'ditambal', photos: ['a'.repeat(64)] }), pu)
  await room.tell(act('ticket.closed', { outcome: 'done' }), pu)
  expect(ticket()).toBeUndefined()
  expect(await refused('ticket.closed')).toBe('409 aduan-1 is not open')
  expect(await refused('ticket.closed', {}, pu)).toBe('409 aduan-1 is not open')
  await room.tell(act('ticket.reopened', { note: 'berlubang lagi' }))
  expect(ticket()).toMatchObject({ status: 'reopened', agency: 'pu', restarted: expect.any(String) })
})
