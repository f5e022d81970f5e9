import { expect, test } from 'vitest'
import { Stems } from '../../server/log/sqlite-stems.ts'
import { numbers } from '../bench/mix.ts'

/** Stems as feeders make them that name every batch anew: by its moment, by a count, at random. */
function stems(seed: number, count: number): string[] {
  const random = numbers(seed)
  const letters = () => Math.floor(random() * 2 ** 31).toString(36)
  const ways = [
    (at: number) => `5 /bpbd${new Date(Date.UTC(2026, 0, 1) + at * 90_000).toISOString()}-`,
    (at: number) => `9 /lapor/opdbatch-${at}-`,
    () => `4 /opd${letters()}-${letters()}-${letters()}x`,
  ]
  return Array.from({ length: count }, (_, at) => ways[at % ways.length]!(at))
}

test('no stem of a year of batches is forgotten, and few others are taken for one of them', () => {
  const told = stems(71, 365_000)
  const known = new Stems()
  for (const stem of told) known.add(stem)
  expect(told.filter((stem) => !known.mayHave(stem))).toEqual([])
  const others = stems(72, 390_000).slice(-20_000)
  const taken = others.filter((stem) => known.mayHave(stem))
  expect(taken.length / others.length).toBeLessThan(0.05)
  expect(new Stems().mayHave(told[0]!)).toBe(false)
})
