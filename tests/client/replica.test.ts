import { expect, test } from 'vitest'
import { Replica } from '../../client/replica.svelte.ts'
import type { Touch } from '../../shared/situation/situation.ts'
import { incident, incidents, sent } from './told.ts'

/** A replica whose frames run when the test says so. */
function replicaByHand() {
  const waiting: (() => void)[] = []
  const replica = new Replica((callback) => waiting.push(callback))
  const frame = () => waiting.splice(0).forEach((callback) => callback())
  return { replica, frame }
}

const world = { name: 'uji', kind: 'real' as const }
const frameOf = (from: number, to: number) => ({ after: from - 1, to, events: incidents(from, to) })

test('a frame that follows on is folded in, and stands in the view after the next frame', () => {
  const { replica, frame } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 2 }, world, sent(incidents(1, 2)))
  frame()
  expect(replica.take(frameOf(3, 4))).toBe('folded')
  expect(replica.position).toEqual({ epoch: 'a', seq: 4 })
  expect(replica.view?.seq).toBe(2)
  frame()
  expect(replica.view?.seq).toBe(4)
  expect(replica.view?.incident.size).toBe(4)
})

test('what is painted is said only one frame after it was given out', () => {
  const { replica, frame } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 1 }, world, sent(incidents(1, 1)))
  frame()
  expect(replica.painted.seq).toBe(0)
  frame()
  expect(replica.painted).toEqual({ epoch: 'a', seq: 1 })
})

test('a frame after a gap changes nothing', () => {
  const { replica } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 2 }, world, sent(incidents(1, 2)))
  const before = replica.digest()
  expect(replica.take(frameOf(4, 5))).toBe('gap')
  expect(replica.position).toEqual({ epoch: 'a', seq: 2 })
  expect(replica.digest()).toBe(before)
})

test('a frame in which an event is missing is a gap', () => {
  const { replica } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 2 }, world, sent(incidents(1, 2)))
  expect(replica.take({ after: 2, to: 4, events: [incident(4, 'k4')] })).toBe('gap')
  expect(replica.position?.seq).toBe(2)
})

test('a frame that was already folded in is passed over, one that overlaps adds what is new', () => {
  const { replica } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 3 }, world, sent(incidents(1, 3)))
  expect(replica.take(frameOf(2, 3))).toBe('known')
  expect(replica.take(frameOf(2, 5))).toBe('folded')
  expect(replica.position?.seq).toBe(5)
  expect(replica.situation?.incident.size).toBe(5)
})

test('a replica that has nothing yet takes no frame', () => {
  expect(replicaByHand().replica.take(frameOf(1, 1))).toBe('gap')
})

test('the old view stays until the snapshot of another log is given out', () => {
  const { replica, frame } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 3 }, world, sent(incidents(1, 3)))
  frame()
  frame()
  replica.adopt({ epoch: 'b', seq: 1 }, { name: 'uji', kind: 'exercise' }, sent([incident(1, 'lain')]))
  expect(replica.view?.incident.size).toBe(3)
  expect(replica.world?.kind).toBe('real')
  expect(replica.painted.epoch).toBe('a')
  frame()
  expect([...(replica.view?.incident.keys() ?? [])]).toEqual(['lain'])
  expect(replica.world?.kind).toBe('exercise')
  frame()
  expect(replica.painted).toEqual({ epoch: 'b', seq: 1 })
})

test('only the counters of touched kinds rise, once per frame', () => {
  const { replica, frame } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 1 }, world, sent(incidents(1, 1)))
  frame()
  const before = { ...replica.counters }
  replica.take(frameOf(2, 9))
  frame()
  expect(replica.counters.incident).toBe(before.incident + 1)
  expect(replica.counters.latest).toBe(before.latest + 1)
  expect(replica.counters.ticket).toBe(before.ticket)
})

test('items are not copied: the view shows the living ones in a new shell', () => {
  const { replica, frame } = replicaByHand()
  replica.adopt({ epoch: 'a', seq: 1 }, world, sent(incidents(1, 1)))
  frame()
  const first = replica.view
  replica.take(frameOf(2, 2))
  frame()
  expect(replica.view).not.toBe(first)
  expect(replica.view?.incident).toBe(first?.incident)
})

test('listeners are told what was touched until they leave', () => {
  const { replica } = replicaByHand()
  const told: (readonly Touch[] | 'all')[] = []
  const leave = replica.onTouch((touched) => told.push(touched))
  replica.adopt({ epoch: 'a', seq: 1 }, world, sent(incidents(1, 1)))
  replica.take(frameOf(2, 2))
  leave()
  replica.take(frameOf(3, 3))
  expect(told[0]).toBe('all')
  expect(told[1]).toContainEqual({ kind: 'incident', id: 'k2' })
  expect(told).toHaveLength(2)
})

test('a copy made from a snapshot and frames has the digest of the whole log', () => {
  const { replica } = replicaByHand()
  const whole = replicaByHand().replica
  replica.adopt({ epoch: 'a', seq: 4 }, world, sent(incidents(1, 4)))
  replica.take(frameOf(5, 9))
  whole.adopt({ epoch: 'a', seq: 9 }, world, sent(incidents(1, 9)))
  expect(replica.digest()).toBe(whole.digest())
})
