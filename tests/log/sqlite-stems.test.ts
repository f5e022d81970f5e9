import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { RunStems } from '../../server/log/sqlite-run-stems.ts'
import { migrate } from '../../server/log/sqlite-schema.ts'
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

test('stems of a table are known at every moment while they are read from it', () => {
  const db = new DatabaseSync(':memory:')
  migrate(db)
  const none = new RunStems(db)
  expect([none.empty, none.mayHave('s1')]).toEqual([true, false])
  const told = stems(73, 200)
  const fill = db.prepare('INSERT INTO run VALUES (?, ?, 1, 1)')
  for (const stem of told) for (const first of [1, 5]) fill.run(stem, first)
  const some = new RunStems(db)
  const others = stems(74, 600).slice(-200)
  for (const [at, stem] of told.toReversed().entries())
    expect([some.empty, some.mayHave(stem), at < 3 && some.mayHave(others[at]!)]).toEqual([
      false,
      true,
      false,
    ])
  expect(others.filter((stem) => some.mayHave(stem)).length).toBeLessThan(20)
  some.add('s1')
  expect(some.mayHave('s1')).toBe(true)
  db.close()
})
