import { expect, test } from 'vitest'
import { Gathering, mostPerGroup } from '../../server/gathering.ts'

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

test('where many tell at once, who is at the door already comes in too, but a group is never held open for good', async () => {
  const held = async (most: number, each: number) => {
    let came = 20
    // Each turn of the loop reads a few more requests.
    const read = () => {
      came += each
      if (came < most) setImmediate(read)
    }
    setImmediate(read)
    await new Gathering().closed(() => came)
    const taken = came
    most = 0
    return taken
  }
  // One turn alone brings 6.
  expect(await held(200, 6)).toBeGreaterThan(26)
  expect(await held(Infinity, 100)).toBeLessThanOrEqual(mostPerGroup + 100)
})
