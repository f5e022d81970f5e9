import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, flood, running } from './running.ts'

const start = '2018-08-05T19:46:37+08:00'

test('an exercise is started by an administrator, beside the real world and with its own clock', async () => {
  const { post, get, key } = await running()
  const admin = key('admin')
  const answer = await post('/api/worlds', { name: 'gladi', title: 'Gladi gempa', start, rate: 60 }, admin)
  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({ name: 'gladi', kind: 'exercise', position: { seq: 0 } })
  const { worlds } = (await (await get('/api/worlds', key('display'))).json()) as {
    worlds: { name: string; clock: { now: number; rate: number } }[]
  }
  expect(worlds.map(({ name, clock }) => [name, clock.rate])).toEqual([
    ['real', 1],
    ['gladi', 60],
  ])
  expect(Math.abs((worlds[1]?.clock.now ?? 0) - Date.parse(start))).toBeLessThan(60_000)
  // Sent twice, it costs nothing that was told in between.
  expect((await post('/api/events?world=gladi', flood(), admin)).status).toBe(201)
  expect((await post('/api/worlds', { name: 'gladi', start, rate: 60 }, admin)).status).toBe(409)
  expect(await (await get('/healthz?world=gladi')).json()).toMatchObject({ seq: 1 })
  expect((await post('/api/worlds', { name: 'gladi', start, again: true }, admin)).status).toBe(201)
  expect(await (await get('/healthz?world=gladi')).json()).toMatchObject({ seq: 0 })
})

test('an exercise that is described wrongly is refused with its fields', async () => {
  const { post, key } = await running()
  const admin = key('admin')
  const refused = async (body: unknown) => {
    const answer = await post('/api/worlds', body, admin)
    const { errors = [] } = (await answer.json()) as { errors?: { field: string }[] }
    return [answer.status, ...errors.map(({ field }) => field)]
  }
  expect(await refused({ name: '../x', start: 'kemarin', rate: 0 })).toEqual([422, 'name', 'start', 'rate'])
  expect(await refused({ name: 'real', start })).toEqual([409])
  expect(await refused('{')).toEqual([400])
  expect(await refused('x'.repeat(20_000))).toEqual([413])
})

test('an exercise started twice at once is one, and what is told meanwhile is refused or in its log', async () => {
  const { server, post, get, key } = await running()
  const exercise = { name: 'gladi', start: 0, rate: 1 }
  await server.worlds.startExercise(exercise)
  const operator = key('operator')
  const starting = Promise.all([server.worlds.startExercise(exercise), server.worlds.startExercise(exercise)])
  let gone = false
  for (let turn = 0; turn < 20; turn++) {
    await Promise.resolve()
    gone ||= server.worlds.find('gladi') === undefined && server.worlds.isRestarting('gladi')
  }
  expect(gone).toBe(true)
  const meanwhile = post('/api/events?world=gladi', flood(), operator)
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post('/api/events?world=gladi', flood(), operator)),
  )
  const [first, second] = await starting
  expect(first?.log.epoch).not.toBe(second?.log.epoch)
  expect(server.worlds.find('gladi')).toBe(second)
  const { status, headers } = await meanwhile
  if (status === 503) expect(headers.get('retry-after')).toBe('1')
  for (const { status } of [...answers, await meanwhile]) expect([201, 503]).toContain(status)
  expect((await post('/api/events?world=gladi', flood(), operator)).status).toBe(201)
  expect((await get('/api/situation?world=gladi', operator)).status).toBe(200)
})

test('an exercise whose folder was left half made does not keep the server from starting', async () => {
  const folder = emptyFolder()
  for (const name of ['kosong', 'rusak']) mkdirSync(join(folder, 'worlds', name), { recursive: true })
  writeFileSync(join(folder, 'worlds', 'rusak', 'world.json'), '{"name":')
  const { server, get } = await running({}, {}, folder)
  expect(server.worlds.all().map(({ info }) => info.name)).toEqual(['real'])
  expect((await get('/readyz')).status).toBe(200)
})

test('an installation without any world starts its first exercise, and says that it has none until then', async () => {
  const { post, get, key } = await running({}, { real: false })
  const admin = key('admin')
  expect(await (await get('/api/worlds', admin)).json()).toEqual({ worlds: [] })
  expect((await get('/api/situation', admin)).status).toBe(404)
  expect((await post('/api/worlds', { name: 'gladi', start }, key('operator'))).status).toBe(403)
  expect((await post('/api/worlds', { name: 'gladi', start }, admin)).status).toBe(201)
  expect((await get('/api/situation', admin)).status).toBe(200)
})
