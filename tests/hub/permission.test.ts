import { beforeAll, describe, expect, test } from 'vitest'
import { table } from './permission-table.ts'
import { caller } from './world.ts'
import { system, type Caller, type Role } from '../../server/access/caller.ts'
import { decide } from '../../server/decide.ts'
import { forbid } from '../../server/permission.ts'
import { auditTypes } from '../../shared/events/audit.ts'
import {
  eventData,
  isEventType,
  type EventType,
  type NewEvent,
  type RecordedEvent,
} from '../../shared/events/types.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'
import { readEvent } from '../../shared/events/read.ts'

const types = Object.keys(table) as (keyof typeof table)[]
const roles: [string, Role][] = [
  ['o', 'operator'],
  ['x', 'executive'],
  ['p', 'agency:pu'],
  ['q', 'agency:dinkes'],
]

const day = '2026-03-30'
const geometry = { type: 'Point', coordinates: [116.3, -8.7] }
/** The data of what names its agency or its project itself. */
const data: Partial<Record<EventType, Record<string, unknown>>> = {
  'task.assigned': { incident: 'thing', agency: 'pu', title: 'x' },
  'ticket.opened': { class: 'pengaduan', category: 'jalan', title: 'x', channel: 'lapor', agency: 'pu' },
  'project.registered': { name: 'x', agency: 'pu', start: day, finish: day, milestones: [] },
  'milestone.reached': { project: 'thing', milestone: 'm' },
  'indicator.defined': { name: 'x', unit: '%', direction: 'up', agency: 'pu' },
  'stock.changed': { item: 'beras', title: 'x', unit: 'kg', change: 'received', amount: 1, agency: 'pu' },
  'resource.reported': { kind: 'posko', name: 'x', agency: 'pu' },
  'report.submitted': { agency: 'pu', title: 'x' },
  'plan.set': { level: 'program', code: '1', name: 'x', agency: 'pu' },
  'commitment.drafted': {
    agency: 'pu',
    agenda: 'x',
    title: 'x',
    measure: 'x',
    due: day,
    presenters: [{ role: 'x' }],
  },
  'decision.requested': { title: 'x', agency: 'pu' },
  'commitment.signed': { agency: 'pu', title: 'x', measure: 'x', due: day, signers: [] },
  'incident.reported': { hazard: 'banjir', level: 1, title: 'x', geometry },
}

function statement(type: EventType, more: Record<string, unknown> = {}, subject = 'thing'): NewEvent {
  const base = { specversion: '1.0', id: type, source: '/pu/form', subject, time: `${day}T00:00:00.000Z` }
  return { ...base, type, data: { ...data[type], ...more } } as unknown as NewEvent
}

let situation: Situation
beforeAll(() => {
  situation = createSituation()
  const openings = Object.keys(data).filter(isEventType)
  openings.forEach((type, at) => {
    const answer = readEvent(statement(type), { received: `${day}T00:00:00.000Z`, reference: () => 'v' })
    if ('problem' in answer) throw new Error(JSON.stringify(answer.problem))
    evolve(situation, { ...answer.event, seq: at + 1, recorded: `${day}T00:00:00.000Z` } as RecordedEvent)
  })
})

const status = (event: NewEvent, by: Caller) => forbid(situation, event, by)?.status

describe('who may say what', () => {
  test('is in the table for every type', () => {
    expect([...types, ...auditTypes].sort()).toEqual(Object.keys(eventData).sort())
  })

  const own = types.filter((type) => table[type] === 'server')
  const said = types.filter((type) => table[type] !== 'server')

  for (const type of said)
    test(`${type}: ${table[type] || 'administrators alone'}`, () => {
      const allowed = roles.filter(([, role]) => status(statement(type), caller(role)) === undefined)
      expect(allowed.map(([letter]) => letter).join(' ')).toBe(table[type])
      for (const [, role] of roles) expect([undefined, 403]).toContain(status(statement(type), caller(role)))
      expect(status(statement(type), caller('admin'))).toBeUndefined()
      expect(status(statement(type), caller('display'))).toBe(403)
    })

  test('a feeder speaks for its own sources only, whatever the type but photos, which it neither releases nor withholds', () => {
    const of = (...sources: string[]): Caller => ({ ...caller('feeder'), sources })
    for (const type of said) {
      const its = type.startsWith('media.') ? 403 : undefined
      expect(status(statement(type), of('/bmkg', '/pu/*'))).toBe(its)
      expect(status(statement(type), of('/pu', '/pu/form/*', '/dinkes*'))).toBe(403)
      expect(status(statement(type), of())).toBe(403)
    }
  })

  test('nobody but the server itself notes that the vault was read, seals and reminds', () => {
    const everybody: Role[] = ['admin', 'feeder', 'display', ...roles.map(([, role]) => role)]
    for (const type of ['vault.read', ...own] as const) {
      for (const role of everybody) expect([type, status(statement(type), caller(role))]).toEqual([type, 403])
      expect(status(statement(type), system)).toBeUndefined()
    }
  })

  test('an operator says what the wall shows, and changes no other setting', () => {
    for (const key of ['scenes', 'walls', 'sla', 'agencies', 'site'])
      expect([key, status(statement('setting.changed', { key }), caller('operator'))]).toEqual([
        key,
        key === 'scenes' || key === 'walls' ? undefined : 403,
      ])
    expect(status(statement('setting.changed', { key: 'walls' }), caller('agency:pu'))).toBe(403)
  })

  test('an agency takes nothing over from another by naming itself, and passes nothing on', () => {
    const dinkes = caller('agency:dinkes')
    expect(status(statement('project.registered', { agency: 'dinkes' }), dinkes)).toBe(403)
    expect(status(statement('indicator.defined', { agency: 'dinkes' }), dinkes)).toBe(403)
    expect(status(statement('project.registered', { agency: 'dinkes' }, 'new'), dinkes)).toBeUndefined()
    expect(status(statement('ticket.answered', { agency: 'dinkes' }), caller('agency:pu'))).toBe(403)
    expect(status(statement('ticket.answered', { agency: 'pu' }), caller('agency:pu'))).toBeUndefined()
  })

  test("an agency moves nothing that is not there, or that is nobody's", () => {
    for (const type of ['project.progressed', 'commitment.fulfilled'] as const)
      expect(status(statement(type, {}, 'none'), caller('agency:pu'))).toBe(403)
    // Whether a task or complaint is open is decided at the head: 409, see decide.ts.
    for (const type of ['task.completed', 'ticket.closed'] as const) {
      const told = statement(type, {}, 'none')
      expect(status(told, caller('agency:pu'))).toBeUndefined()
      expect(decide(situation, told, undefined, caller('agency:pu'))?.status).toBe(409)
    }
  })
})
