import { expect, onTestFinished, test } from 'vitest'
import { flood, running } from '../http/running.ts'
import { Screen } from './screen.ts'

/** Counts how often a message of that name is turned into JSON in this process. */
function countEncodings(name: string): () => number {
  const real = JSON.stringify
  let count = 0
  JSON.stringify = ((value: unknown, ...rest: []) => {
    if (Array.isArray(value) && value[0] === name) count++
    return real(value, ...rest)
  }) as typeof JSON.stringify
  onTestFinished(() => void (JSON.stringify = real))
  return () => count
}

test('each tick is encoded once per audience, however many screens there are', async () => {
  const server = await running()
  const keys = [server.key('display'), server.key('operator')]
  const screens = keys.flatMap((key) => Array.from({ length: 40 }, () => new Screen(server.address, { key })))
  await Promise.all(screens.map((screen) => screen.seq(0)))
  const encoded = countEncodings('events')
  for (let at = 0; at < 12; at++) await server.tell(flood())
  await Promise.all(screens.map((screen) => screen.seq(12)))
  const frames = (screen: Screen | undefined) =>
    screen?.said.filter(({ name }) => name === 'events').length ?? 0
  const expected = frames(screens[0]) + frames(screens[40])
  expect(expected).toBeGreaterThan(2)
  expect(encoded()).toBe(expected)
})

test('screens that missed the same are answered by one encoding', async () => {
  const server = await running()
  const key = server.key('display')
  const epoch = server.server.worlds.find()?.log.epoch ?? ''
  for (let at = 0; at < 5; at++) await server.tell(flood())
  const encoded = countEncodings('events')
  const positions = Array.from({ length: 60 }, (_, at) => ({ epoch, seq: 1 + (at % 2) }))
  const screens = positions.map((position) => new Screen(server.address, { key, position }))
  await Promise.all(screens.map((screen) => screen.seq(5)))
  for (const [at, screen] of screens.entries()) expect(screen.ids).toHaveLength(4 - (at % 2))
  // Sixty at two places: two encodings for each tick in which some of them arrived.
  expect(encoded()).toBeLessThan(30)
})
