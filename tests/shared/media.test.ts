import { expect, test } from 'vitest'
import { cut } from '../../shared/audience.ts'
import { readEvent } from '../../shared/events/read.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { mostMedia } from '../../shared/situation/media.ts'
import { fold } from './streams.ts'

const at = '2026-11-22T03:00:00.000Z'
const hash = (number: number) => number.toString(16).padStart(64, '0')
let seq = 0

/** A statement as the log holds it. */
function told(type: 'media.released' | 'media.withheld', data: Record<string, unknown>): RecordedEvent {
  const input = { specversion: '1.0', id: `m${++seq}`, source: '/desk', type, data }
  const answer = readEvent(input, { received: at, reference: () => `v_${seq}` })
  if ('problem' in answer) throw new Error(answer.problem.detail)
  return { ...answer.event, seq, recorded: at }
}

test('a released photo stands in the situation with what it shows, until it is taken back', () => {
  const situation = fold([
    told('media.released', { sha256: hash(1), caption: 'Jembatan', about: 'banjir-1' }),
  ])
  expect(situation.media.get(hash(1))).toMatchObject({ caption: 'Jembatan', about: 'banjir-1', released: at })
  const before = digest(situation)
  fold([told('media.withheld', { sha256: hash(1) })], situation)
  expect(situation.media.size).toBe(0)
  expect(digest(situation)).not.toBe(before)
})

test('of more photos than the wall holds the oldest go, and one released again is new', () => {
  const situation = fold([told('media.released', { sha256: hash(0) })])
  for (let number = 1; number < mostMedia; number++)
    fold([told('media.released', { sha256: hash(number) })], situation)
  fold([told('media.released', { sha256: hash(0), caption: 'lagi' })], situation)
  fold([told('media.released', { sha256: hash(9_999) })], situation)
  expect(situation.media.size).toBe(mostMedia)
  expect([...situation.media.keys()].slice(-2)).toEqual([hash(0), hash(9_999)])
  expect(situation.media.has(hash(1))).toBe(false)
})

test('a photo is no news of its own, and why one was taken back is for staff', () => {
  const released = told('media.released', { sha256: hash(1) })
  const withheld = told('media.withheld', { sha256: hash(1), note: 'wajah terlihat' })
  expect(fold([released, withheld]).latest.size).toBe(0)
  expect(JSON.stringify(cut(withheld, 'wall'))).not.toContain('wajah')
  expect(JSON.stringify(cut(withheld, 'staff'))).toContain('wajah')
})

test('a hash is told as it stands, also one that looks like a telephone number, and nothing else counts as one', () => {
  const like = `${'0812345678901'.padEnd(64, 'a')}`
  expect(told('media.released', { sha256: like }).data).toMatchObject({ sha256: like })
  for (const wrong of ['../../etc/passwd', hash(1).toUpperCase().replace('0', 'A'), hash(1).slice(1), ''])
    expect(() => told('media.released', { sha256: wrong })).toThrow()
})
