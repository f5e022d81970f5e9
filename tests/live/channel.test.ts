import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Channel } from '../../server/channel.ts'
import { realClock } from '../../server/clock.ts'
import type { Screen } from '../../server/rooms.ts'
import { Vault } from '../../server/vault/vault.ts'
import { openWorld } from '../../server/worlds.ts'
import type { Position } from '../../shared/protocol.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import { emptyFolder } from '../http/running.ts'

const moment = '2026-11-22T00:00:00.000Z'
let number = 0

function failed(characters = 0): NewEvent {
  const id = `e${++number}`
  const data = { reason: 'x'.repeat(characters) }
  return { specversion: '1.0', id, source: '/s', subject: 's', time: moment, type: 'source.failed', data }
}

/** A channel of an empty world; what each screen is told is noted instead of sent. */
async function channel() {
  const folder = emptyFolder()
  const vault = new Vault(join(folder, 'vault.db'), new Uint8Array(32))
  const ground = { dataDir: folder, vault, first: {}, regionAt: () => undefined }
  const world = await openWorld(ground, folder, { name: 'real', kind: 'real' }, realClock)
  const inside = new Map<string, Screen>()
  const all = new Map<string, Screen>()
  let told: Record<string, string[]> = {}
  const made = new Channel(
    {
      emit: (to, name, message) => {
        const seq = 'position' in message ? ` ${message.position.seq}` : ''
        for (const id of typeof to === 'string' ? inside.keys() : to) (told[id] ??= []).push(name + seq)
      },
      events: (to, { after, texts }) => {
        for (const id of typeof to === 'string' ? inside.keys() : to)
          (told[id] ??= []).push(`events ${after}-${after + texts.length}`)
      },
      enter: (ids) => ids.forEach((id) => inside.set(id, all.get(id)!)),
      leave: (id) => void inside.delete(id),
      inside: () => [...inside.values()],
      size: () => inside.size,
      ticked: () => undefined,
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
  return {
    channel: made,
    epoch: world.log.epoch,
    append: (...events: NewEvent[]) => world.log.append(moment, async () => events),
    join: (id: string, position?: Position) => {
      const screen = all.get(id) ?? { id, data: { position: undefined } }
      screen.data.position = position
      all.set(id, screen)
      made.join(screen)
    },
    /** Ticks; answers what each screen was told since the last time. */
    tick: () => {
      made.tick()
      const since = told
      told = {}
      return since
    },
  }
}

test('a room that was told more at once than the tail holds starts over from a snapshot', async () => {
  const { append, join, tick } = await channel()
  join('a')
  expect(tick()).toEqual({ a: ['snapshot 0'] })
  await append(failed())
  expect(tick()).toEqual({ a: ['events 0-1'] })
  await append(...Array.from({ length: 40 }, () => failed(500_000)))
  expect(tick()).toEqual({ a: ['snapshot 41'] })
  await append(failed())
  expect(tick()).toEqual({ a: ['events 41-42'] })
})

test('a screen whose stretch is larger than the tail holds is given a snapshot, never nothing', async () => {
  const { append, join, tick, epoch } = await channel()
  join('a', { epoch, seq: 5 })
  expect(tick()).toEqual({ a: ['snapshot 0'] })
  await append(failed(), failed(17_000_000))
  tick()
  join('b', { epoch, seq: 1 })
  join('c', { epoch, seq: 2 })
  join('d', { epoch, seq: 3 })
  expect(tick()).toEqual({ b: ['snapshot 2'], c: ['events 2-2'], d: ['snapshot 2'] })
  await append(failed())
  const all = tick()
  for (const id of ['a', 'b', 'c', 'd']) expect(all[id]).toEqual(['events 2-3'])
})

test('a screen that asks again while something happens is told it once', async () => {
  const { append, join, tick, epoch } = await channel()
  join('a')
  join('b')
  tick()
  await append(failed())
  tick()
  join('a', { epoch, seq: 0 })
  await append(failed())
  expect(tick()).toEqual({ a: ['events 0-2'], b: ['events 1-2'] })
})

test('who comes a moment later shares the snapshot, and gets what happened since as events', async () => {
  const { channel: wall, append, join, tick } = await channel()
  await append(failed())
  join('a')
  expect(tick()).toEqual({ a: ['snapshot 1'] })
  await append(failed())
  join('b')
  expect(tick()).toEqual({ a: ['events 1-2'], b: ['snapshot 1', 'events 1-2'] })
  expect(wall.snapshots.encodings).toBe(1)
  await append(failed(600_000))
  tick()
  join('c')
  expect(tick()).toEqual({ c: ['snapshot 3'] })
})
