import { expect, test } from 'vitest'
import { killRounds } from './kill.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

test('a server killed at a random moment loses nothing it acknowledged, doubles nothing, and its screens agree', async () => {
  let acknowledged = 0
  for await (const { wrong, note } of killRounds(seed, 3)) {
    expect(wrong, `SEED=${seed}: ${note}`).toEqual([])
    acknowledged += Number(/(\d+) acknowledged/.exec(note)?.[1])
  }
  expect(acknowledged, `SEED=${seed}`).toBeGreaterThan(0)
})
