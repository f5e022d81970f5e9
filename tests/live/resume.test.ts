import { expect, test } from 'vitest'
import { digest } from '../../shared/situation/digest.ts'
import { flood, gauge, running, type Running } from '../http/running.ts'
import { Screen } from './screen.ts'

async function tell(server: Running, count: number, data: Record<string, unknown> = {}): Promise<string[]> {
  const events = Array.from({ length: count }, () => gauge({}, data))
  for (const event of events) expect((await server.tell(event)).status).toBe(201)
  return events.map(({ id }) => id)
}

const folded = (server: Running, audience: 'wall' | 'staff') => {
  const situation = server.server.worlds.find()?.present.situations[audience]
  return situation && digest(situation)
}

test('a screen that comes first gets a snapshot, then every event once', async () => {
  const server = await running()
  await tell(server, 3)
  const screen = new Screen(server.address, { key: server.key('display') })
  await screen.seq(3)
  expect(screen.names()).toEqual(['snapshot'])
  const ids = await tell(server, 5)
  await screen.seq(8)
  expect(screen.ids).toEqual(ids)
  expect(screen.gaps).toBe(0)
  expect(screen.situation && digest(screen.situation)).toBe(folded(server, 'wall'))
})

test('a screen that comes back gets exactly what it missed', async () => {
  const server = await running()
  const key = server.key('operator')
  const first = await new Screen(server.address, { key }).seq(0)
  await tell(server, 4)
  await first.seq(4)
  const { position } = first
  first.socket.disconnect()
  const missed = await tell(server, 6)
  const again = new Screen(server.address, { key, ...(position && { position }) })
  await again.seq(10)
  expect(again.names()).toEqual(['events'])
  expect(again.ids).toEqual(missed)
  const upToDate = new Screen(server.address, { key, ...(again.position && { position: again.position }) })
  await upToDate.until(() => upToDate.said.length > 0)
  expect(upToDate.said[0]).toMatchObject({ name: 'events', message: { after: 10, to: 10, events: [] } })
})

test('a screen that comes back while the server has just been started anew gets exactly what it missed', async () => {
  const before = await running()
  const key = before.key('display')
  const batch = Array.from({ length: 450 }, () => gauge())
  const type = { 'content-type': 'application/cloudevents-batch+json' }
  await before.post('/api/events', batch, before.key('feeder'), type)
  const epoch = before.server.worlds.find()?.log.epoch ?? ''
  await before.server.close()
  const server = await running({}, {}, before.folder)
  const again = new Screen(server.address, { key, position: { epoch, seq: 3 } })
  await again.seq(450)
  expect([again.names(), again.ids]).toEqual([['events'], batch.slice(3).map(({ id }) => id)])
})

test('another log, a number of the future or none, and what is too long ago are answered with a snapshot', async () => {
  const server = await running()
  await tell(server, 3)
  const epoch = server.server.worlds.find()?.log.epoch ?? ''
  const key = server.key('display')
  for (const position of [
    { epoch: 'another', seq: 2 },
    { epoch, seq: 4 },
    { epoch, seq: 9e15 },
    { epoch, seq: -1 },
    { epoch, seq: 1.5 },
  ]) {
    const screen = new Screen(server.address, { key, position })
    await screen.until(() => screen.said.length > 0)
    expect(screen.said[0]).toMatchObject({ name: 'snapshot', message: { position: { epoch, seq: 3 } } })
  }
  const batch = Array.from({ length: 2_100 }, () => gauge({}, { kind: 'hujan' }))
  const type = { 'content-type': 'application/cloudevents-batch+json' }
  await server.post('/api/events', batch, server.key('feeder'), type)
  const old = new Screen(server.address, { key, position: { epoch, seq: 3 } })
  await old.seq(2_103)
  expect(old.names()[0]).toBe('snapshot')
  const recent = new Screen(server.address, { key, position: { epoch, seq: 200 } })
  await recent.seq(2_103)
  expect([recent.names()[0], recent.ids.length]).toEqual(['events', 1_903])
})

test('a screen that asks again is brought into step from where it says it stands', async () => {
  const server = await running()
  const screen = await new Screen(server.address, { key: server.key('display') }).seq(0)
  await tell(server, 3)
  await screen.seq(3)
  screen.position = { ...screen.position!, seq: 1 }
  screen.ids.length = 0
  screen.ask()
  await screen.seq(3)
  expect(screen.ids).toHaveLength(2)
  const more = await tell(server, 2)
  await screen.seq(5)
  expect(screen.ids.slice(2)).toEqual(more)
  expect(screen.gaps).toBe(0)
})

test('frames follow on each other without a gap while many write, for both audiences', async () => {
  const server = await running()
  const screens = (['display', 'operator'] as const).map(
    (role) => new Screen(server.address, { key: server.key(role) }),
  )
  await Promise.all(screens.map((screen) => screen.seq(0)))
  const sensor = server.key('feeder')
  const writers = Array.from({ length: 8 }, async () => {
    for (let at = 0; at < 40; at++)
      await server.tell(flood({}, { description: 'hanya untuk petugas', reporter: 'Ibu Contoh' }), sensor)
  })
  await Promise.all(writers)
  for (const [at, audience] of (['wall', 'staff'] as const).entries()) {
    const screen = await screens[at]!.seq(320)
    expect([screen.gaps, screen.ids.length, new Set(screen.ids).size]).toEqual([0, 320, 320])
    expect(screen.situation && digest(screen.situation)).toBe(folded(server, audience))
    const text = JSON.stringify(screen.said)
    expect(text.includes('hanya untuk petugas')).toBe(audience === 'staff')
    expect(text).not.toContain('Ibu Contoh')
    const frames = screen.said.filter(({ name }) => name === 'events')
    expect(frames.length).toBeLessThan(320)
  }
})

test('an exercise that is started anew hands its screens the new log', async () => {
  const server = await running()
  const exercise = { name: 'gladi', title: 'Gladi banjir', start: 0, rate: 60 }
  await server.server.worlds.startExercise(exercise)
  const screen = new Screen(server.address, { key: server.key('display'), world: 'gladi' })
  await screen.seq(0)
  const post = () => server.post('/api/events?world=gladi', flood(), server.key('operator'))
  expect((await post()).status).toBe(201)
  await screen.seq(1)
  const before = screen.position?.epoch
  await server.server.worlds.startExercise(exercise)
  await screen.until(() => screen.position?.epoch !== before)
  expect(screen.said.at(-1)).toMatchObject({
    name: 'snapshot',
    message: {
      position: { seq: 0 },
      world: { name: 'gladi', kind: 'exercise', title: 'Gladi banjir' },
      clock: { rate: 60 },
    },
  })
  expect((await post()).status).toBe(201)
  await screen.seq(1)
  expect([screen.gaps, screen.situation?.incident.size]).toEqual([0, 1])
})

test('the beat says where a screen in step stands, for both audiences, and that nothing can be written', async () => {
  const server = await running()
  const screens = (['display', 'operator'] as const).map(
    (role) => new Screen(server.address, { key: server.key(role) }),
  )
  await Promise.all(screens.map((screen) => screen.seq(0)))
  await server.tell(flood({}, { description: 'hanya untuk petugas' }))
  const { writing } = server.server.worlds.find()!
  // It does not try again by itself then.
  writing.close()
  writing.failed('disk I/O error')
  for (const screen of screens) {
    await screen.until(() => screen.rightDigests + screen.wrongDigests > 0)
    expect([screen.rightDigests, screen.wrongDigests]).toEqual([1, 0])
    const beat = screen.said.at(-1)
    expect(beat).toMatchObject({
      name: 'beat',
      message: {
        seq: 1,
        version: server.server.version,
        clock: { rate: 1, now: expect.any(Number) },
        unwritten: expect.any(String),
      },
    })
  }
  const beats = screens.map(({ said }) => said.at(-1)?.message)
  expect(JSON.stringify(beats[0])).not.toBe(JSON.stringify(beats[1]))
})
