import { expect, test } from 'vitest'
import type { Role } from '../../server/access/caller.ts'
import { Life } from '../../server/fleet/life.ts'
import { due } from '../../server/fleet/watch.ts'
import { firstAlarmRules } from '../../server/regions/first-rules.ts'
import { screenRule, type LifeReport } from '../../shared/life.ts'
import type { Alarm } from '../../shared/situation/items.ts'
import { noted, report } from './report.ts'
import { running } from '../http/running.ts'

const name = 'Dinding kiri'
const setup = { name, place: 'Ruang Pantau', distance: 5, height: 68 }

function watched() {
  let at = 0
  const life = new Life(undefined, () => at)
  const pass = (seconds: number) => void (at += seconds * 1000)
  const says = (more: Partial<LifeReport>, head: number | undefined) => life.heard('s_1', report(more), head)
  return { life, pass, says }
}

test('a screen lives while it speaks, is dead 15 s after its last word, and is not called dead just after a start', () => {
  const { life, pass, says } = watched()
  expect(life.state('s_1')).toBeUndefined()
  pass(46)
  expect(life.state('s_1')).toBe('dead')
  says({ seq: 7 }, 7)
  expect(life.state('s_1')).toBe('alive')
  pass(15)
  expect(life.state('s_1')).toBe('alive')
  pass(0.1)
  expect(life.state('s_1')).toBe('dead')
})

test('operators are counted by desk, each once, until a desk has been shut for some minutes', async () => {
  const { life, pass } = watched()
  for (const ref of ['p_1', 'p_2', 'p_1']) life.desks.present(ref)
  life.take({ operator: 'p_3' })
  expect(life.desks.operators).toBe(3)
  pass(100)
  life.desks.present('p_2')
  pass(100)
  expect(life.desks.operators).toBe(1)
  const server = await running()
  const ask = async (role: Role) =>
    ((await (await server.post('/api/desk/present', {}, server.key(role))).json()) as { operators: number })
      .operators
  expect([await ask('agency:PUPR'), await ask('operator'), await ask('executive')]).toEqual([0, 1, 1])
})

test('a screen that speaks and does not paint what stood at its last word is behind; so is one hidden, cut off or of another log', () => {
  const { life, says } = watched()
  says({ seq: 7 }, 9)
  expect(life.state('s_1')).toBe('alive')
  says({ seq: 8 }, 12)
  expect(life.state('s_1')).toBe('behind')
  says({ seq: 12 }, 15)
  expect(life.state('s_1')).toBe('alive')
  for (const wrong of [{ hidden: true }, { link: 'lost' as const }]) {
    says({ seq: 15, ...wrong }, 15)
    expect(life.state('s_1')).toBe('behind')
  }
  says({ epoch: 'other', seq: 99 }, undefined)
  expect(life.state('s_1')).toBe('behind')
})

test('a picture is wanted until it came, and is not kept', () => {
  const { life, pass, says } = watched()
  life.want('s_1')
  expect(says({}, 0)).toBe(true)
  life.pictured('s_1', 'image/webp', new Uint8Array(3))
  expect(says({}, 0)).toBe(false)
  expect(life.picture('s_1')?.bytes.length).toBe(3)
  pass(600)
  expect(life.picture('s_1')).toBeUndefined()
})

test('what is said of silent screens agrees with what stands: once when silent, once when back, cleared when revoked', () => {
  const screens = [{ id: 's_1', name }]
  const subject = `${screenRule}:s_1`
  const alarm = (state: Alarm['state']) =>
    new Map([
      [subject, { id: subject, rule: screenRule, about: 's_1', state, level: 1, message: '' } as Alarm],
    ])
  const types = (...args: Parameters<typeof due>) => due(...args).map(({ type }) => type)
  expect(types(screens, () => 'dead', new Map())).toEqual(['alarm.raised'])
  expect(due(screens, () => 'dead', new Map())[0]?.data.message).toContain(name)
  expect(types(screens, () => 'dead', alarm('returned'))).toEqual(['alarm.raised'])
  for (const state of ['unacknowledged', 'acknowledged', 'shelved'] as const)
    expect(types(screens, () => 'dead', alarm(state))).toEqual([])
  expect(types(screens, () => undefined, alarm('unacknowledged'))).toEqual([])
  expect(types(screens, () => 'behind', alarm('unacknowledged'))).toEqual(['alarm.returned'])
  expect(types(screens, () => 'alive', new Map())).toEqual([])
  expect(types([], () => 'alive', alarm('shelved'))).toEqual(['alarm.cleared'])
})

test('a paired screen tells how it fares; operators, metrics and nobody else read it; the log holds nothing of it', async () => {
  const server = await running({}, { pageRole: undefined })
  const { access, worlds } = server.server
  const { token, screen } = access.screens.pair(setup, 'operator:p_1')
  const cookie = { cookie: `ruang_screen=${token}`, origin: server.address }
  const operator = server.key('operator')
  const world = worlds.find()!
  const seq = world.present.seq
  const says = (more: Partial<LifeReport> = {}) =>
    server.post('/api/screen/life', report({ epoch: world.log.epoch, ...more }), undefined, cookie)
  expect(await (await says({ fps: 60, heap: 5e7 })).json()).toEqual({ picture: false })
  expect((await server.post('/api/screen/life', { seq: 'x' }, undefined, cookie)).status).toBe(422)
  expect((await server.post('/api/screen/life', report({}), server.key('display'))).status).toBe(404)
  const listed = await (await server.get('/api/screens', operator)).json()
  expect(listed).toMatchObject({
    screens: [{ id: screen.id, state: 'alive', life: { report: { fps: 60 } } }],
  })
  const metrics = await (await server.get('/metrics')).text()
  expect(metrics).toContain(`ruang_screen_heap_bytes{screen="${screen.id}",name="${name}"} 50000000`)
  expect(metrics).toContain('state="alive"} 1')
  expect(world.present.seq).toBe(seq)
  expect((await server.post(`/api/screens/${screen.id}/picture`, {}, operator)).status).toBe(202)
  expect(await (await says()).json()).toEqual({ picture: true })
  const put = (type: string, body: BodyInit) =>
    fetch(`${server.address}/api/screen/picture`, {
      method: 'PUT',
      body,
      headers: { ...cookie, 'content-type': type },
    })
  expect((await put('text/html', '<script>')).status).toBe(415)
  expect((await put('image/webp', new Uint8Array(400_000))).status).toBe(413)
  expect((await put('image/webp', new Uint8Array(12))).status).toBe(204)
  const picture = await server.get(`/api/screens/${screen.id}/picture`, operator)
  expect([picture.headers.get('content-type'), (await picture.arrayBuffer()).byteLength]).toEqual([
    'image/webp',
    12,
  ])
  const statuses = await Promise.all(Array.from({ length: 30 }, () => says().then(({ status }) => status)))
  expect(statuses).toContain(429)
})

test('a screen that fell silent is an alarm in the log, and revoking it clears it', async () => {
  const server = await running({}, { pageRole: undefined, schedule: true })
  const { access, life } = server.server
  const { screen } = access.screens.pair(setup, 'operator:p_1')
  life.state = () => 'dead'
  expect(firstAlarmRules.find(({ id }) => id === screenRule)).toMatchObject({ when: 'external', level: 1 })
  const types = () => noted(server, `${screenRule}:${screen.id}`)
  await expect.poll(types).toEqual(['alarm.raised'])
  access.screens.revoke(screen.id)
  await expect.poll(types).toEqual(['alarm.raised', 'alarm.cleared'])
})
