import { expect, test } from 'vitest'
import { Gathered } from '../../server/registers/gathered.ts'
import { Line } from '../../server/registers/line.ts'

const lines = [new Line('audit', 4)]

test('what comes one after another is one piece, which is full when it has waited or holds a million characters', async () => {
  let full = 0
  const gathered = new Gathered(() => full++)
  gathered.add(lines, 6, ['five', 'six'])
  expect([gathered.before(7), gathered.before(8), gathered.from(lines[0]!)]).toEqual([lines, undefined, 5])
  gathered.add(lines, 7, ['seven'])
  await expect.poll(() => full).toBe(1)
  expect(gathered.take()).toEqual({ lines, first: 5, last: 7, texts: ['five', 'six', 'seven'] })
  expect([gathered.take(), gathered.before(8)]).toEqual([undefined, undefined])
  gathered.add(lines, 8, ['x'.repeat(1_000_000)])
  expect(full).toBe(2)
  expect(gathered.take()?.last).toBe(8)
})
