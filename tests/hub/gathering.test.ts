import { expect, test } from 'vitest'
import { Gathering } from '../../server/gathering.ts'

/** Closes group after group, whoever waits being taken along; answers how many each held. */
async function groups(count: number, arrived: () => number): Promise<number[]> {
  const gathering = new Gathering()
  const held: number[] = []
  let taken = 0
  while (held.length < count) {
    const waiting = () => arrived() - taken
    await gathering.closed(waiting)
    held.push(waiting())
    taken += waiting()
  }
  return held
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1]!

test('a group waits on while each few milliseconds bring more, until enough have come', async () => {
  const begun = performance.now()
  const steady = await groups(12, () => Math.floor((performance.now() - begun) / 2))
  // 8 ms alone would bring 4.
  expect(median(steady)).toBeGreaterThanOrEqual(8)
})

test('those who all wait for their answers are not kept waiting for others again and again', async () => {
  const gathering = new Gathering()
  let came = 0
  let long = 0
  for (let group = 0; group < 20; group++) {
    const before = came
    // They come together, soon after the last group was closed, and nobody else does.
    setTimeout(() => (came += 4), 1)
    const second = setTimeout(() => long++, 14)
    await gathering.closed(() => came - before)
    clearTimeout(second)
  }
  expect(long).toBeLessThan(10)
})
