import { expect, test } from 'vitest'
import type { Alarm, Command, Status, Task } from '../../shared/situation/items.ts'
import { emptyFolder, flood, running, type Running } from './running.ts'

let number = 0
const say = (type: string, subject: string, data: object = {}) => ({
  ...{ specversion: '1.0', id: `k${++number}`, source: '/desk', type, subject, data },
})
const decree = { hazard: 'banjir', decree: '360/1/2026', signer: 'Bupati Contoh' }

interface Seen {
  situation: {
    task: Task[]
    alarm: Alarm[]
    status: Status[]
    command: Command[]
    incident: { id: string }[]
  }
}

const seenBy = async (server: Running, key: string, world = '') =>
  ((await (await server.get(`/api/situation${world}`, key)).json()) as Seen).situation

test('a task goes given, acknowledged, under way, with person and time of each; another agency’s hands are refused', async () => {
  const server = await running()
  const [dinsos, pu, display] = [
    server.key('agency:DINSOS'),
    server.key('agency:PUPR'),
    server.key('display'),
  ]
  await server.tell(flood({ subject: 'b1' }))
  await server.tell(say('task.assigned', 't1', { incident: 'b1', agency: 'DINSOS', title: 'Dapur umum' }))
  const wrong = await server.tell(say('task.acknowledged', 't1'), pu)
  expect([wrong.status, wrong.body.detail]).toEqual([403, 't1 belongs to DINSOS, not to PUPR'])
  expect((await server.tell(say('task.acknowledged', 't1'), dinsos)).status).toBe(201)
  expect((await server.tell(say('task.acknowledged', 't1'), dinsos)).status).toBe(409)
  const blocked = { blocked: 'jalan putus', blockedBy: 'PUPR' }
  expect((await server.tell(say('task.progressed', 't1', blocked), dinsos)).status).toBe(201)
  const [task] = (await seenBy(server, dinsos)).task
  expect(task).toMatchObject({ status: 'progressed', ...blocked, given: expect.any(String) })
  expect([task?.acknowledged, task?.begun].every((at) => at && at >= (task?.given ?? ''))).toBe(true)
  expect(task?.actors).toEqual({
    assigned: expect.stringMatching(/^operator:k_/),
    acknowledged: expect.stringMatching(/^agency:DINSOS:k_/),
    progressed: expect.stringMatching(/^agency:DINSOS:k_/),
  })
  const [onWall] = (await seenBy(server, display)).task
  expect(onWall).toMatchObject(blocked)
  expect(onWall?.actors).toBeUndefined()
  await server.tell(say('task.progressed', 't1', { percent: 60 }), dinsos)
  expect((await seenBy(server, display)).task[0]?.blocked).toBeUndefined()
})

test('a status needs a decree that makes sense, and follows what it takes the place of', async () => {
  const server = await running()
  const [executive, display] = [server.key('executive'), server.key('display')]
  const declared = (subject: string, data: object, key = executive) =>
    server.tell(say('status.declared', subject, { ...decree, stage: 'siaga-darurat', ...data }), key)
  const wrong = await declared('s1', { start: '2026-11-22', end: '2026-11-20' })
  expect([wrong.status, wrong.body.errors?.[0]?.field]).toEqual([422, 'data.end'])
  expect((await declared('s1', { start: '2026-11-20', end: '2026-12-03', stage: 'awas' })).status).toBe(422)
  expect(
    (await declared('s1', { start: '2026-11-20', end: '2026-12-03' }, server.key('agency:BPBD'))).status,
  ).toBe(403)
  expect((await declared('s1', { start: '2026-11-20', end: '2026-12-03' })).status).toBe(201)
  expect((await declared('s1', { start: '2026-11-20', end: '2026-12-03' })).status).toBe(409)
  const next = { stage: 'tanggap-darurat', start: '2026-11-22', end: '2026-11-29' }
  expect((await declared('s2', { ...next, replaces: 'none' })).status).toBe(409)
  expect((await declared('s2', { ...next, replaces: 's1' })).status).toBe(201)
  const { status } = await seenBy(server, display)
  expect(status).toMatchObject([{ id: 's2', stage: 'tanggap-darurat', until: '2026-11-29T16:00:00.000Z' }])
})

test('the wall learns which agency commands, staff learn who', async () => {
  const server = await running()
  const seat = { seat: 'komandan', agency: 'BPBD', person: 'Siti Contoh' }
  expect((await server.tell(say('command.assigned', 'komandan', seat))).status).toBe(201)
  const [staff] = (await seenBy(server, server.key('operator'))).command
  const [wall] = (await seenBy(server, server.key('display'))).command
  expect([staff?.person, wall?.person, wall?.agency]).toEqual(['Siti Contoh', undefined, 'BPBD'])
  expect((await server.tell(say('command.relieved', 'komandan'))).status).toBe(201)
  expect((await server.tell(say('command.relieved', 'komandan'))).status).toBe(409)
})

test('what fell due while the server stood still is said once when it runs again', async () => {
  const folder = emptyFolder()
  const first = await running({}, {}, folder)
  const start = '2026-11-22T15:30:00Z'
  // An hour passes in a second: midnight and the whole chain lie within the standstill.
  await first.post('/api/worlds', { name: 'gladi', start, rate: 3600 }, first.key('admin'))
  const tell = async (event: object) =>
    (await first.post('/api/events?world=gladi', event, first.key('operator'))).status
  expect(await tell(flood({ subject: 'b1' }, { level: 3 }))).toBe(201)
  expect(
    await tell(say('task.assigned', 't1', { incident: 'b1', agency: 'PUPR', title: 'Alat berat' })),
  ).toBe(201)
  const today = { ...decree, stage: 'siaga-darurat', start: '2026-11-22', end: '2026-11-22' }
  expect(await tell(say('status.declared', 's1', today))).toBe(201)
  await first.server.close()
  await new Promise((done) => setTimeout(done, 1_000))
  for (let turn = 0; turn < 2; turn++) {
    const again = await running({}, { schedule: true }, folder)
    const key = again.key('operator')
    const types = async () => {
      const answer = await again.get('/api/events?world=gladi&limit=1000', again.key('admin'))
      const { events } = (await answer.json()) as { events: { type: string; data: { to?: string } }[] }
      return events
        .filter(({ type }) => /escalated|ended/.test(type))
        .map(({ type, data }) => data.to ?? type)
    }
    await expect.poll(types).toHaveLength(4)
    const told = (await types()).sort()
    expect(told).toEqual(['Kepala OPD', 'Petugas piket berikutnya', 'Sekda', 'status.ended'])
    const { alarm, status } = await seenBy(again, key, '?world=gladi')
    expect(status).toEqual([])
    expect(alarm.map(({ id }) => id)).toContain('kejadian-siaga:b1')
    await again.server.close()
  }
})
