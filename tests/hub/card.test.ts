import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { situationAt } from '../../server/restore.ts'
import { caller, feeder, incident, operator, task, TestWorld, ticket } from './world.ts'

let t: TestWorld
beforeEach(async () => void (t = await new TestWorld().open({ sla: { '*': 3 } })))
afterEach(() => t.discard())

const pu = caller('agency:pu')

describe('a ticket that was closed', () => {
  beforeEach(async () => {
    await t.tell(ticket('t', { reporter: 'Budi Contoh', description: 'di depan pasar' }))
    await t.tell({ type: 'ticket.routed', subject: 't', data: { agency: 'pu' } }, operator)
    await t.tell({ type: 'ticket.closed', subject: 't' }, pu)
  })

  test('left the situation, and comes back as it last stood when it is opened again', async () => {
    expect(t.staff.ticket.has('t')).toBe(false)
    t.now += 5 * 86_400_000
    expect(await t.tell({ type: 'ticket.reopened', subject: 't' }, operator)).toEqual({ recorded: 4 })
    const { reporter, ...back } = t.staff.ticket.get('t') ?? {}
    expect(back).toMatchObject({
      title: 'Aduan t',
      agency: 'pu',
      status: 'reopened',
      description: 'di depan pasar',
    })
    expect(t.vault.read(String(reporter))).toEqual({ reporter: 'Budi Contoh' })
    // Reopened on Saturday 4 April 10.00 WITA: three working days end with Wednesday 8 April.
    expect(t.staff.ticket.get('t')?.due).toBe('2026-04-08T16:00:00.000Z')
    expect(t.world.present.situations.wall.ticket.get('t')).not.toHaveProperty('reporter')
  })

  test('comes back also when a source says so, and in one group with its closing', async () => {
    await t.tell({ type: 'ticket.reopened', subject: 't' })
    const outcomes = await Promise.all([
      t.tell({ type: 'ticket.closed', subject: 't' }, feeder),
      t.tell({ type: 'ticket.reopened', subject: 't' }, feeder),
      t.tell({ type: 'ticket.closed', subject: 't' }, operator),
      t.tell({ type: 'ticket.reopened', subject: 't' }, operator),
    ])
    expect(outcomes).toEqual([5, 6, 7, 8].map((recorded) => ({ recorded })))
    expect(t.staff.ticket.get('t')?.title).toBe('Aduan t')
  })

  test('cannot be opened again while it is open, nor one that never was', async () => {
    await t.tell({ type: 'ticket.reopened', subject: 't' }, operator)
    const conflict = { refused: { status: 409 } }
    expect(await t.tell({ type: 'ticket.reopened', subject: 't' }, operator)).toMatchObject(conflict)
    expect(await t.tell({ type: 'ticket.reopened', subject: 'never' }, operator)).toMatchObject(conflict)
    expect(await t.tell({ type: 'ticket.reopened', subject: 'never' }, feeder)).toEqual({ recorded: 5 })
    expect(t.staff.ticket.has('never')).toBe(false)
  })
})

describe('an incident that was merged into another', () => {
  beforeEach(async () => {
    await t.tell(incident('a', { level: 3 }))
    await t.tell(incident('b'))
    await t.tell({ type: 'incident.verified', subject: 'a' }, operator)
    for (const name of ['g1', 'g2', 'g3']) await t.tell(task(name, 'a'), operator)
    await t.tell({ type: 'task.completed', subject: 'g1' }, pu)
    await t.tell({ type: 'incident.assessed', subject: 'a', data: { impact: { mengungsi: 12 } } }, operator)
    await t.tell({ type: 'incident.merged', subject: 'a', data: { into: 'b' } }, operator)
  })

  test('is named there, and comes back with its tasks and figures when they are parted again', async () => {
    expect([...t.staff.incident.keys()]).toEqual(['b'])
    expect(t.staff.incident.get('b')?.merged).toEqual(['a'])
    await t.tell({ type: 'task.completed', subject: 'g2' }, pu)
    await t.recorded({ type: 'incident.unmerged', subject: 'a' }, operator)
    expect(t.staff.incident.get('a')).toMatchObject({
      level: 3,
      status: 'handled',
      tasksOpen: 1,
      tasksDone: 1,
      impact: { mengungsi: { value: 12 } },
    })
    expect(t.staff.incident.get('a')).not.toHaveProperty('mergedInto')
    expect(t.staff.incident.get('b')?.merged).toEqual([])
    expect(t.staff.index.incidentsByLevel[3]).toEqual(new Set(['a']))
  })

  test('is known again by a log that was opened anew, and by the time machine', async () => {
    await t.world.close()
    await t.open({ sla: { '*': 3 } })
    await t.recorded({ type: 'incident.unmerged', subject: 'a' }, operator)
    for (const audience of ['wall', 'staff'] as const) {
      const then = await situationAt(t.world.log, t.world.first, '9999', audience)
      expect(digest(then)).toBe(digest(t.world.present.situations[audience]))
    }
    const before = await situationAt(t.world.log, t.world.first, '2026-03-30T01:59:59.999Z', 'staff')
    expect(before.seq).toBe(0)
  })
})
