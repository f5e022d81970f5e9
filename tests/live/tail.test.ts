import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Channel } from '../../server/channel.ts'
import { realClock } from '../../server/clock.ts'
import type { Screen } from '../../server/rooms.ts'
import { Tail } from '../../server/tail.ts'
import { Vault } from '../../server/vault/vault.ts'
import { openWorld, type World } from '../../server/worlds.ts'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { emptyFolder } from '../http/running.ts'

function event(id: string, characters = 0): NewEvent {
  return {
    specversion: '1.0',
    id,
    source: '/s',
    subject: 's',
    time: '2026-11-22T00:00:00.000Z',
    type: 'source.failed',
    data: { reason: 'x'.repeat(characters) },
  }
}

const recorded = (seq: number, characters = 0): RecordedEvent => ({
  ...event(`${seq}`, characters),
  seq,
  recorded: '2026-11-22T00:00:00.000Z',
})

test('a tail keeps the newest, bounded in number', () => {
  const tail = new Tail(10)
  for (let seq = 1; seq <= 105; seq++) tail.push([recorded(seq)])
  expect(tail.between(94, 105)).toBeUndefined()
  expect(tail.between(95, 105)?.map(({ seq }) => seq)).toEqual([96, 97, 98, 99, 100, 101, 102, 103, 104, 105])
  expect(tail.between(100, 102)?.map(({ seq }) => seq)).toEqual([101, 102])
  expect(tail.between(105, 105)).toEqual([])
  expect(tail.between(106, 105)).toBeUndefined()
})

test('a tail is bounded in size too, however large each event is', () => {
  const tail = new Tail(5_000, 100_000)
  for (let seq = 1; seq <= 50; seq++) tail.push([recorded(seq, 30_000)])
  expect(tail.between(46, 50)).toBeUndefined()
  expect(tail.between(47, 50)).toHaveLength(3)
  expect(tail.weightAfter(47)).toBeGreaterThan(90_000)
  tail.push([recorded(51, 200_000)])
  expect(tail.between(50, 51)).toBeUndefined()
  tail.push([recorded(52)])
  expect(tail.between(51, 52)).toHaveLength(1)
})

test('parts of a tail follow on each other, none larger than asked for but single events', () => {
  const tail = new Tail()
  tail.push([10, 10, 700, 10, 2_000, 10].map((size, at) => recorded(at + 1, size)))
  const parts = tail.parts(0, 6, 1_100)?.map((part) => part.map(({ seq }) => seq))
  expect(parts).toEqual([[1, 2], [3, 4], [5], [6]])
  expect(tail.parts(6, 6, 1_100)).toEqual([])
})

/** A world and a channel of it whose messages are noted instead of sent. */
async function channel() {
  const folder = emptyFolder()
  const vault = new Vault(join(folder, 'vault.db'), new Uint8Array(32))
  const ground = { dataDir: folder, vault, first: {}, regionAt: () => undefined }
  const world: World = await openWorld(ground, folder, { name: 'real', kind: 'real' }, realClock)
  const inside = new Map<string, Screen>()
  const said: [string | string[], string][] = []
  const all = new Map<string, Screen>()
  const made = new Channel(
    {
      emit: (to, name) => void said.push([to, name]),
      enter: (ids) => ids.forEach((id) => inside.set(id, all.get(id)!)),
      leave: (id) => void inside.delete(id),
      inside: () => [...inside.values()],
    },
    world,
    'wall',
    '1',
  )
  onTestFinished(async () => {
    made.close()
    await world.close()
    vault.close()
  })
  const join_ = (id: string) => {
    const screen: Screen = { id, data: { position: undefined } }
    all.set(id, screen)
    made.join(screen)
    made.tick()
  }
  return { world, said, join: join_, tick: () => made.tick() }
}

test('a room that was told more at once than the tail holds starts over from a snapshot', async () => {
  const { world, said, join, tick } = await channel()
  join('a')
  await world.log.append('2026-11-22T00:00:00.000Z', async () => [event('1')])
  tick()
  expect(said.splice(0)).toEqual([
    [['a'], 'snapshot'],
    [expect.stringContaining('real:wall'), 'events'],
  ])
  const flood = Array.from({ length: 40 }, (_, at) => event(`f${at}`, 500_000))
  await world.log.append('2026-11-22T00:00:00.000Z', async () => flood)
  tick()
  tick()
  expect(said.splice(0)).toEqual([[['a'], 'snapshot']])
  await world.log.append('2026-11-22T00:00:00.000Z', async () => [event('2')])
  tick()
  expect(said).toEqual([[expect.stringContaining('real:wall'), 'events']])
})
