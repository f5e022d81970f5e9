import { describe, expect, test } from 'vitest'
import { Clock, linkState } from '../../client/clock.ts'
import { Present } from '../../client/present.svelte.ts'
import { evening } from './told.ts'

describe('the world’s clock on a screen', () => {
  test('shows nothing before the server has spoken', () => {
    expect(new Clock().read(5_000, true)).toBeUndefined()
  })

  test('moves on from what was said, at the world’s rate', () => {
    const clock = new Clock()
    clock.set({ now: evening, rate: 60 }, 1_000)
    expect(clock.read(1_000, true)).toBe(evening)
    expect(clock.read(3_000, true)).toBe(evening + 120_000)
  })

  test('stands still while it may not move, and goes on from the next message', () => {
    const clock = new Clock()
    clock.set({ now: evening, rate: 1 }, 0)
    expect(clock.read(4_000, true)).toBe(evening + 4_000)
    expect(clock.read(60_000, false)).toBe(evening + 4_000)
    clock.set({ now: evening + 61_000, rate: 1 }, 61_000)
    expect(clock.read(61_000, true)).toBe(evening + 61_000)
  })

  test('goes by the message that was quickest on its way, and trusts an old one less', () => {
    const clock = new Clock()
    clock.set({ now: evening - 300, rate: 1 }, 0)
    clock.set({ now: evening + 5_000, rate: 1 }, 5_000)
    expect(clock.read(5_000, true)).toBe(evening + 5_000)
    clock.set({ now: evening + 9_600, rate: 1 }, 10_000)
    expect(clock.read(11_000, true)).toBe(evening + 11_000)
    clock.set({ now: evening + 104_970, rate: 1 }, 105_000)
    expect(clock.read(106_000, true)).toBe(evening + 105_970)
  })

  test('follows a server whose clock was set back, without a step back of less than two seconds', () => {
    const clock = new Clock()
    clock.set({ now: evening, rate: 1 }, 0)
    expect(clock.read(5_000, true)).toBe(evening + 5_000)
    clock.set({ now: evening + 4_300, rate: 1 }, 5_000)
    expect(clock.read(5_000, true)).toBe(evening + 5_000)
    expect(clock.read(6_000, true)).toBe(evening + 5_300)
  })

  test('steps back at once in another log', () => {
    const clock = new Clock()
    clock.set({ now: evening, rate: 1 }, 0, 'one')
    clock.read(1_000, true)
    clock.set({ now: evening + 500, rate: 1 }, 1_000, 'two')
    expect(clock.read(1_000, true)).toBe(evening + 500)
  })
})

describe('the link', () => {
  test.each([
    ['live', 0, undefined, 8_000],
    ['late', 0, undefined, 8_001],
    ['late', 0, undefined, 20_000],
    ['lost', 0, undefined, 20_001],
    ['late', 1_000, 1_500, 4_500],
    ['lost', 1_000, 1_500, 4_501],
    ['lost', undefined, undefined, 1],
  ] as const)(
    'is %s when last heard at %s ms, cut at %s ms and looked at at %s ms',
    (state, heard, cut, at) => {
      expect(linkState(heard, cut, at)).toBe(state)
    },
  )

  test('keeps the moment at which it was last live, and the clock stands there', () => {
    let at = 0
    const present = new Present(() => at)
    present.heard({ now: evening, rate: 1 }, 'one')
    at = 7_000
    present.tick()
    expect([present.link, present.now]).toEqual(['live', evening + 7_000])
    at = 30_000
    present.tick()
    expect([present.link, present.now, present.since]).toEqual(['lost', evening + 7_000, evening + 7_000])
    expect(present.silentSeconds).toBe(30)
  })

  test('is not live while the page waits for a newer version: its picture stands still', () => {
    let at = 0
    const present = new Present(() => at)
    present.heard({ now: evening, rate: 60 }, 'one')
    present.outdated(120_000)
    at = 5_000
    present.heard({ now: evening + 5_000, rate: 60 }, 'one')
    expect([present.link, present.silentSeconds]).toEqual(['late', 125])
  })

  test('is not thought silent because of the time before it was opened', () => {
    let at = 0
    const present = new Present(() => at)
    present.heard({ now: evening, rate: 1 }, 'one')
    present.cut()
    at = 100_000
    present.connected()
    at = 101_000
    expect(present.silence()).toBe(1_000)
  })
})
