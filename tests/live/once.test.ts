import { expect, onTestFinished, test } from 'vitest'
import { flood, running } from '../http/running.ts'
import { Screen } from './screen.ts'

/** Counts how often a frame of events is encoded in this process, and how often an event of the log is turned into JSON. */
function countEncodings(): { frames: () => number; events: () => number } {
  const [from, stringify] = [Buffer.from, JSON.stringify]
  let [frames, events] = [0, 0]
  Buffer.from = ((value: unknown, ...rest: []) => {
    if (typeof value === 'string' && value.startsWith('42["events"')) frames++
    return from(value as string, ...rest)
  }) as typeof Buffer.from
  JSON.stringify = ((value: unknown, ...rest: []) => {
    if (typeof value === 'object' && value !== null && 'recorded' in value && 'specversion' in value) events++
    return stringify(value, ...rest)
  }) as typeof JSON.stringify
  onTestFinished(() => void Object.assign(JSON, { stringify }))
  onTestFinished(() => void Object.assign(Buffer, { from }))
  return { frames: () => frames, events: () => events }
}

test('each tick is encoded once per audience, however many screens there are', async () => {
  const server = await running()
  const keys = [server.key('display'), server.key('operator')]
  const screens = keys.flatMap((key) => Array.from({ length: 40 }, () => new Screen(server.address, { key })))
  await Promise.all(screens.map((screen) => screen.seq(0)))
  const encoded = countEncodings()
  const feeder = server.key('feeder')
  for (let at = 0; at < 12; at++) await server.tell(flood(), feeder)
  await Promise.all(screens.map((screen) => screen.seq(12)))
  const frames = (screen: Screen | undefined) =>
    screen?.said.filter(({ name }) => name === 'events').length ?? 0
  const expected = frames(screens[0]) + frames(screens[40])
  expect(expected).toBeGreaterThan(2)
  // Of each event one text, for both audiences and the registers.
  expect([encoded.frames(), encoded.events()]).toEqual([expected, 12])
})

test('screens that missed the same are answered by one encoding', async () => {
  const server = await running()
  const key = server.key('display')
  const epoch = server.server.worlds.find()?.log.epoch ?? ''
  for (let at = 0; at < 5; at++) await server.tell(flood())
  const encoded = countEncodings()
  const positions = Array.from({ length: 60 }, (_, at) => ({ epoch, seq: 1 + (at % 2) }))
  const screens = positions.map((position) => new Screen(server.address, { key, position }))
  await Promise.all(screens.map((screen) => screen.seq(5)))
  for (const [at, screen] of screens.entries()) expect(screen.ids).toHaveLength(4 - (at % 2))
  // Sixty at two places: two encodings for each tick in which some of them arrived.
  expect(encoded.frames()).toBeLessThan(30)
  expect(encoded.events()).toBe(0)
})
