import { expect, test } from 'vitest'
import { Tail } from '../../server/tail.ts'

const text = (seq: number, characters = 0): string => JSON.stringify({ seq, data: 'x'.repeat(characters) })
const seqOf = (told: string): number => (JSON.parse(told) as { seq: number }).seq

test('a tail keeps the newest, bounded in number', () => {
  const tail = new Tail(10)
  for (let seq = 1; seq <= 105; seq++) tail.push(seq, [text(seq)])
  expect(tail.between(94, 105)).toBeUndefined()
  expect(tail.between(95, 105)?.map(seqOf)).toEqual([96, 97, 98, 99, 100, 101, 102, 103, 104, 105])
  expect(tail.between(100, 102)?.map(seqOf)).toEqual([101, 102])
  expect(tail.between(105, 105)).toEqual([])
  expect(tail.between(106, 105)).toBeUndefined()
})

test('a tail is bounded in size too, however large each event is', () => {
  const tail = new Tail(5_000, 100_000)
  for (let seq = 1; seq <= 50; seq++) tail.push(seq, [text(seq, 30_000)])
  expect(tail.between(46, 50)).toBeUndefined()
  expect(tail.between(47, 50)).toHaveLength(3)
  expect(tail.weight(47, 50)).toBeGreaterThan(90_000)
  tail.push(51, [text(51, 200_000)])
  expect(tail.between(50, 51)).toBeUndefined()
  expect([tail.weight(50, 51), tail.weight(51, 51), tail.weight(52, 51)]).toEqual([undefined, 0, undefined])
  tail.push(52, [text(52)])
  expect(tail.between(51, 52)).toHaveLength(1)
})

test('parts of a tail follow on each other, none larger than asked for but single events', () => {
  const tail = new Tail()
  const sizes = [150, 150, 850, 150, 2_000, 150]
  tail.push(
    6,
    sizes.map((size, at) => text(at + 1, size)),
  )
  const parts = tail.parts(0, 6, 1_100)?.map((part) => part.map(seqOf))
  expect(parts).toEqual([[1, 2], [3, 4], [5], [6]])
  expect(tail.parts(6, 6, 1_100)).toEqual([])
})

test('what lies before a tail joins it as far as there is room, and nothing once there is a gap', () => {
  const seqs = (tail: Tail, after: number) => tail.between(after, 12)?.map(seqOf)
  const tail = new Tail(6)
  tail.push(10, [])
  expect(tail.pushBefore(10, [text(9), text(10)])).toBe(true)
  tail.push(12, [text(11), text(12)])
  expect(tail.pushBefore(7, [text(7)])).toBe(false)
  expect(tail.pushBefore(8, [text(5), text(6), text(7), text(8)])).toBe(false)
  expect([seqs(tail, 5), seqs(tail, 6)]).toEqual([undefined, [7, 8, 9, 10, 11, 12]])
  const small = new Tail(100, 100)
  small.push(11, [text(11)])
  small.push(12, [text(12, 90)])
  // The eleventh had to leave: what lay before it would leave a gap.
  expect(small.pushBefore(10, [text(10)])).toBe(false)
  expect(small.between(9, 12)).toBeUndefined()
})
