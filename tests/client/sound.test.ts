import { expect, test } from 'vitest'
import { loudest, nextBurst, testDue, type Said } from '../../client/sound/next-burst.ts'
import { shapes, testTone } from '../../client/sound/shapes.ts'

const alarm = (level: number, state: 'unacknowledged' | 'acknowledged' | 'returned' | 'shelved') => ({
  level,
  state,
})

/** When an alarm of a level sounds in a time, seconds, if it is looked at twice a second. */
function heard(seconds: number, levelAt: (at: number) => number, silentUntil = 0): [number, number][] {
  const bursts: [number, number][] = []
  let said: Said | undefined
  for (let at = 0; at <= seconds * 1000; at += 500) {
    const level = levelAt(at / 1000)
    const wait = nextBurst(level, said, silentUntil * 1000 - at, at)
    if (wait === undefined) said = undefined
    else if (wait === 0) {
      said = { level, at }
      bursts.push([at / 1000, level])
    }
  }
  return bursts
}

test('only what nobody has taken is said, the gravest of it', () => {
  expect(loudest([])).toBe(0)
  expect(loudest([alarm(3, 'acknowledged'), alarm(3, 'shelved'), alarm(3, 'returned')])).toBe(0)
  expect(loudest([alarm(1, 'unacknowledged'), alarm(2, 'unacknowledged'), alarm(3, 'shelved')])).toBe(2)
})

test('an alarm sounds at once and then at the pace of its level until somebody takes it', () => {
  expect(heard(40, (at) => (at < 35 ? 2 : 0))).toEqual([
    [0, 2],
    [15, 2],
    [30, 2],
  ])
  expect(heard(60, () => 1).map(([at]) => at)).toEqual([0, 30, 60])
  expect(heard(60, () => 0)).toEqual([])
})

test('a graver alarm does not wait for the pace of a lesser one, and after it the lesser keeps its own', () => {
  expect(heard(40, (at) => (at >= 5 && at < 10 ? 3 : 1))).toEqual([
    [0, 1],
    [5, 3],
    [35, 1],
  ])
})

test('a silenced screen says nothing until its time is over, and the alarm is still there then', () => {
  expect(heard(40, () => 3, 20).map(([at]) => at)).toEqual([20, 27.5, 35])
})

test('the levels are told apart by number of pulses, rhythm and melody, and no burst runs into its own repetition', () => {
  const pulses = [1, 2, 3].map((level) => shapes[level]!.pulses.length)
  expect(pulses).toEqual([2, 3, 10])
  const forms = Object.values(shapes).map(({ pulses }) =>
    pulses.map(({ at, hz }) => `${at.toFixed(2)} ${hz}`).join(),
  )
  expect(new Set([...forms, JSON.stringify(testTone)]).size).toBe(4)
  const gaps = (level: number) =>
    shapes[level]!.pulses.slice(1).map(({ at }, index) => at - shapes[level]!.pulses[index]!.at)
  expect(new Set(gaps(3).map((gap) => gap.toFixed(2))).size).toBe(3)
  for (const { pulses, everySeconds } of Object.values(shapes)) {
    const last = pulses.at(-1)!
    expect(last.at + last.seconds).toBeLessThan(everySeconds / 2)
  }
})

test('the test tone plays once in its minute of the day', () => {
  const now = Date.parse('2026-11-22T00:00:10Z')
  expect(testDue('08.00', '08.00', now, undefined)).toBe(true)
  expect(testDue('08.01', '08.00', now, undefined)).toBe(false)
  expect(testDue('08.00', '08.00', now, now - 20_000)).toBe(false)
  expect(testDue('08.00', '08.00', now, now - 86_400_000)).toBe(true)
})
