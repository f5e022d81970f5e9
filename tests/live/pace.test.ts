import { expect, test } from 'vitest'
import { Pace } from '../../server/pace.ts'

/** More events than anyone can follow, for however long this process has run. */
const far = 1e9

/** The order in which frames go out that are due at the same moment, after one of so many events to so many screens. */
async function order(rooms: Record<string, [events: number, screens: number]>): Promise<string[]> {
  const out: string[] = []
  const paces = Object.keys(rooms).map((name) => [name, new Pace(() => void out.push(name))] as const)
  for (const [name, pace] of paces) pace.ticked(...rooms[name]!)
  for (const [, pace] of paces) pace.tickSoon()
  while (out.length < paces.length) await new Promise((resume) => setTimeout(resume, 5))
  return out
}

test('a full room that is told more than anyone can follow gets a frame half as often, a small one as often as ever', async () => {
  expect(await order({ full: [far, 1_000], small: [far, 20] })).toEqual(['small', 'full'])
  expect(await order({ crowded: [far, 1_000], quiet: [1, 1_000] })).toEqual(['quiet', 'crowded'])
})

test('the first event after a pause goes out in the same turn, the next one a tick later', async () => {
  const at: number[] = []
  const pace = new Pace(() => {
    at.push(performance.now())
    pace.ticked(1, 1)
  })
  const begun = performance.now()
  pace.tickSoon()
  await Promise.resolve()
  expect(at).toHaveLength(1)
  pace.tickSoon()
  pace.tickSoon()
  while (at.length < 2) await new Promise((resume) => setTimeout(resume, 5))
  expect(at[1]! - begun).toBeGreaterThanOrEqual(48)
  expect(at).toHaveLength(2)
  pace.stop()
})
