import { describe, expect, test } from 'vitest'
import { Receiver } from '../../client/receiver.ts'
import { Replica } from '../../client/replica.svelte.ts'
import type { Position } from '../../shared/protocol.ts'
import { toColumns } from '../../shared/situation/columns.ts'
import { clock, incident, incidents, sent } from './told.ts'

const world = { name: 'uji', kind: 'real' as const }
const fold = 'f01d'

function receiving(fetch: (url: string) => Promise<unknown> = () => Promise.reject(new Error('no'))) {
  const resumed: Position[] = []
  let outdated = 0
  const replica = new Replica((callback) => callback())
  const receiver = new Receiver(replica, {
    fold,
    fetch,
    resume: (position) => resumed.push(position),
    outdated: () => outdated++,
    heard: () => {},
  })
  return { receiver, replica, resumed, outdated: () => outdated }
}

const inline = (to: number, epoch = 'a') => ({
  position: { epoch, seq: to },
  fold,
  clock,
  world,
  situation: sent(incidents(1, to)),
})
const frame = (from: number, to: number) => ({ after: from - 1, to, events: incidents(from, to), clock })
const beat = (seq: number, digest: string, of = fold) => ({ seq, clock, version: '1', fold: of, digest })

describe('frames', () => {
  test('a gap is asked for once, from where the screen stands', async () => {
    const { receiver, replica, resumed } = receiving()
    await receiver.snapshot(inline(2))
    receiver.events(frame(4, 4))
    receiver.events(frame(5, 5))
    expect(resumed).toEqual([{ epoch: 'a', seq: 2 }])
    receiver.events(frame(3, 5))
    expect(replica.position?.seq).toBe(5)
    receiver.events(frame(7, 7))
    expect(resumed).toHaveLength(2)
  })

  test('a gap is asked for again on a new connection', async () => {
    const { receiver, resumed } = receiving()
    await receiver.snapshot(inline(2))
    receiver.events(frame(4, 4))
    receiver.connected()
    receiver.events(frame(6, 6))
    expect(resumed).toHaveLength(2)
  })
})

describe('a snapshot fetched by HTTP', () => {
  test('frames that come meanwhile wait and are folded in after it', async () => {
    let answer: (body: unknown) => void = () => {}
    const { receiver, replica, resumed } = receiving(() => new Promise((resolve) => (answer = resolve)))
    const { situation, ...rest } = inline(3)
    const done = receiver.snapshot({ ...rest, url: '/api/snapshot?seq=3' })
    receiver.events(frame(4, 5))
    receiver.events(frame(6, 6))
    expect(replica.position).toBeUndefined()
    answer(situation)
    await done
    expect(replica.position).toEqual({ epoch: 'a', seq: 6 })
    expect(resumed).toEqual([])
  })

  test('one in columns is the same one', async () => {
    const { situation, ...rest } = inline(9)
    const { receiver, replica } = receiving(() =>
      Promise.resolve(JSON.parse(JSON.stringify(toColumns(situation)))),
    )
    await receiver.snapshot({ ...rest, url: '/columns' })
    expect(replica.position).toEqual({ epoch: 'a', seq: 9 })
    expect([...(replica.situation?.incident.values() ?? [])]).toEqual(situation.incident)
  })

  test('the picture stays while it is fetched, and a newer snapshot wins', async () => {
    let answer: (body: unknown) => void = () => {}
    const { receiver, replica } = receiving(() => new Promise((resolve) => (answer = resolve)))
    await receiver.snapshot(inline(2))
    const { situation, ...rest } = inline(9)
    const slow = receiver.snapshot({ ...rest, url: '/slow' })
    expect(replica.situation?.incident.size).toBe(2)
    await receiver.snapshot(inline(4, 'b'))
    answer(situation)
    await slow
    expect(replica.position).toEqual({ epoch: 'b', seq: 4 })
  })

  test.each([
    ['is not there', undefined],
    ['is of another shape', { incident: [] }],
    ['comes in broken columns', { columns: 1, seq: 3, recorded: '', lists: { incident: { count: 1 } } }],
  ])('one that %s is asked for anew', async (_how, body) => {
    const { receiver, replica, resumed } = receiving(body && (() => Promise.resolve(body)))
    const { situation: _, ...rest } = inline(3)
    await receiver.snapshot({ ...rest, url: '/gone' })
    expect(replica.position).toBeUndefined()
    expect(resumed).toEqual([{ epoch: '', seq: 0 }])
  })
})

describe('beats', () => {
  test('one whose digest differs at the same seq asks for a snapshot and is counted, at most every 30 s', async () => {
    const { receiver, resumed } = receiving()
    await receiver.snapshot(inline(2))
    receiver.beat(beat(2, 'other'), 1_000)
    receiver.beat(beat(2, 'other'), 6_000)
    expect(resumed).toEqual([{ epoch: '', seq: 0 }])
    expect(receiver.differed).toBe(2)
    receiver.beat(beat(2, 'other'), 31_000)
    expect(resumed).toHaveLength(2)
  })

  test('one that agrees asks for nothing', async () => {
    const { receiver, replica, resumed } = receiving()
    await receiver.snapshot(inline(2))
    receiver.beat(beat(2, replica.digest() ?? ''), 1_000)
    expect(resumed).toEqual([])
    expect(receiver.differed).toBe(0)
  })

  test('one that is ahead of the screen shows a gap', async () => {
    const { receiver, resumed } = receiving()
    await receiver.snapshot(inline(2))
    receiver.beat(beat(5, 'x'), 1_000)
    expect(resumed).toEqual([{ epoch: 'a', seq: 2 }])
  })
})

describe('a server of another fold', () => {
  test('is followed no longer: the picture stays as it was', async () => {
    const { receiver, replica, outdated } = receiving()
    await receiver.snapshot(inline(2))
    receiver.beat(beat(2, 'x', 'newer'), 1_000)
    receiver.events(frame(3, 3))
    await receiver.snapshot(inline(9))
    expect(replica.position).toEqual({ epoch: 'a', seq: 2 })
    expect(outdated()).toBe(1)
  })

  test('is also known by an event type that this build has never heard of', async () => {
    const { receiver, outdated } = receiving()
    await receiver.snapshot(inline(1))
    const strange = JSON.parse(JSON.stringify(incident(2, 'k2')).replace('incident.reported', 'volcano.woke'))
    receiver.events({ after: 1, to: 2, events: [strange], clock })
    expect(outdated()).toBe(1)
    expect(receiver.stopped).toBe(true)
  })
})
