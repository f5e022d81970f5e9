import { describe, expect, test } from 'vitest'
import { overdueTickets } from '../../shared/situation/ticket-index.ts'
import { point, Room, type Statement } from './told.ts'

const opened = (subject: string, time: string, data: Record<string, unknown> = {}): Statement => ({
  type: 'ticket.opened',
  subject,
  time,
  data: { class: 'pengaduan', category: 'jalan', title: `Aduan ${subject}`, channel: 'lapor', ...data },
})
const step = (verb: string, time: string, data: Record<string, unknown> = {}): Statement => ({
  type: `ticket.${verb}` as Statement['type'],
  subject: 't',
  time,
  data,
})
// Monday 30 March 2026, 09.00 WITA. Friday 3 April 2026 is Good Friday.
const monday = '2026-03-30T01:00:00.000Z'
const first = { sla: { pengaduan: 3, '*': 5 }, holidays: ['2026-04-03'] }
const due = (room: Room) => room.situation.ticket.get('t')?.due
const endOf = (day: number) => new Date(Date.UTC(2026, 3, day, 16)).toISOString()

describe('the deadline of a ticket', () => {
  test('is the end of the working days of its class, or of the rest', () => {
    expect(due(new Room(first).tell(opened('t', monday)))).toBe(endOf(2))
    expect(due(new Room(first).tell(opened('t', monday, { class: 'aspirasi' })))).toBe(endOf(7))
    expect(due(new Room(first).tell(opened('t', monday, { class: 'constructor' })))).toBe(endOf(7))
    expect(due(new Room(first).tell(opened('t', monday, { due: '2026-04-01T00:00:00+08:00' })))).toBe(
      '2026-03-31T16:00:00.000Z',
    )
  })

  test('stands still while the ticket is held, and moves by the working days that passed', () => {
    const room = new Room(first).tell(opened('t', monday), step('held', '2026-03-31T02:00:00.000Z'))
    expect(overdueTickets(room.situation, Date.UTC(2027, 0))).toEqual([])
    // Held from Tuesday to Tuesday: Wednesday, Thursday, Monday and Tuesday passed; Wednesday and Thursday are left.
    room.tell(step('resumed', '2026-04-07T02:00:00.000Z'))
    expect(due(room)).toBe(endOf(9))
    expect(room.situation.ticket.get('t')).toMatchObject({ status: 'verified' })
    expect(room.situation.ticket.get('t')?.held).toBeUndefined()
    expect(overdueTickets(room.situation, Date.parse(endOf(9))).map(({ id }) => id)).toEqual(['t'])
    expect(overdueTickets(room.situation, Date.parse(endOf(9)) - 1)).toEqual([])
  })

  test('does not move where a hold began and ended on one day, nor by being held twice', () => {
    const room = new Room(first).tell(
      opened('t', monday),
      step('held', '2026-03-31T02:00:00.000Z'),
      step('held', '2026-03-31T05:00:00.000Z'),
      step('answered', '2026-03-31T07:00:00.000Z'),
    )
    expect(due(room)).toBe(endOf(2))
    expect(room.situation.ticket.get('t')?.status).toBe('answered')
  })

  test('begins anew when the ticket is opened again', () => {
    const room = new Room(first).tell(opened('t', monday), step('reopened', '2026-04-07T02:00:00.000Z'))
    expect(due(room)).toBe(endOf(10))
  })

  test('orders the overdue by how long they are so', () => {
    const room = new Room(first).tell(
      opened('b', monday, { due: '2026-03-31T10:30:00Z' }),
      opened('a', monday, { due: '2026-03-31T10:10:00Z' }),
      opened('c', monday, { due: '2026-03-31T10:50:00Z' }),
      opened('d', monday, { due: '2026-03-30T10:00:00Z' }),
    )
    const now = Date.parse('2026-03-31T10:40:00Z')
    expect(overdueTickets(room.situation, now).map(({ id }) => id)).toEqual(['d', 'a', 'b'])
  })
})

describe('a ticket', () => {
  test('goes from agency to agency with its places in the indexes', () => {
    const room = new Room(first).tell(opened('t', monday))
    const { ticketsByAgency, ticketsByDueHour } = room.situation.index
    expect([...ticketsByAgency.keys()]).toEqual([''])
    room.tell(step('routed', monday, { agency: 'pu' }), step('routed', monday, { agency: 'dlh' }))
    expect([...ticketsByAgency]).toEqual([['dlh', 1]])
    expect(room.count('tickets/pu')).toEqual({ opened: 1 })
    room.tell(step('closed', monday))
    expect([ticketsByAgency.size, ticketsByDueHour.size, room.situation.ticket.size]).toEqual([0, 0, 0])
  })

  test('counts as in time or late by its deadline, in time where it was held', () => {
    const room = new Room(first)
    const close = (time: string, ...before: Statement[]) =>
      room.tell(opened('t', monday), ...before, step('closed', time))
    close(endOf(2))
    close('2026-04-02T16:00:00.001Z')
    close('2026-05-01T00:00:00.000Z', step('held', monday))
    expect(room.count('tickets')).toEqual({ opened: 3, closed: 3, inTime: 2, late: 1 })
  })

  test('that was closed comes back from its card, and only with one', () => {
    const room = new Room(first).tell(opened('t', monday, { agency: 'pu', geometry: point(116, -8) }))
    const card = structuredClone({ ...room.situation.ticket.get('t') })
    room.tell(step('closed', monday), step('reopened', monday))
    expect(room.situation.ticket.has('t')).toBe(false)
    expect(room.count('odd')).toEqual({ ticket: 1 })
    room.tell({ ...step('reopened', '2026-04-07T02:00:00.000Z', { agency: 'dlh' }), card })
    expect(room.situation.ticket.get('t')).toMatchObject({ title: 'Aduan t', agency: 'dlh', status: 'reopened', due: endOf(10) }) // prettier-ignore
    expect([...room.situation.index.ticketsByAgency.keys()]).toEqual(['dlh'])
  })

  test('that is told of again keeps its status, agency and deadline', () => {
    const room = new Room(first).tell(opened('t', monday), step('routed', monday, { agency: 'pu' }))
    room.tell(opened('t', '2026-04-07T01:00:00.000Z', { title: 'Lebih jelas' }))
    expect(room.situation.ticket.get('t')).toMatchObject({ title: 'Lebih jelas', status: 'routed', agency: 'pu', due: endOf(2) }) // prettier-ignore
    expect(room.count('tickets')).toEqual({ opened: 1 })
  })
})
