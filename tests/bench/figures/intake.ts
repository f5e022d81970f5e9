import { start } from '../child.ts'
import type { Usage } from '../children/usage.ts'
import { templates } from '../events.ts'
import type { Figure } from '../figure.ts'
import { plain, posts, product, stop, newFolder, type Served } from '../room.ts'

const seconds = 3

/** How fast statements are taken in and made durable, no screen connected. */
export async function intake(repeats: number): Promise<Figure[]> {
  const [ours, forgetful, theirs] = [
    await product(),
    await product(newFolder(), '--forgetful'),
    await plain(),
  ]
  const poster = start('bench/children/posts.ts')
  const texts = templates()
  let round = 0
  const delays: Usage[] = []
  const rate = async (server: Served, batch: number, inFlight: number): Promise<number> => {
    const to = { address: server.address, keys: server.feeders, templates: texts, name: `p${++round}` }
    await server.child.ask('begin')
    const { events, ms, failed } = await posts(poster, { ...to, batch, inFlight, seconds })
    const usage = await server.child.ask<Usage>('end')
    if (failed > 0) throw new Error(`${failed} of the posts failed`)
    if (server === ours) delays.push(usage)
    return events / (ms / 1000)
  }

  const [single, nothing, straight]: number[][] = [[], [], []]
  const [batched, each]: number[][] = [[], []]
  for (let repeat = 0; repeat < repeats; repeat++) {
    single!.push(await rate(ours, 1, 256))
    nothing!.push(await rate(forgetful, 1, 256))
    straight!.push(await rate(theirs, 1, 256))
    batched!.push(await rate(ours, 100, 16))
    each!.push(await rate(theirs, 100, 4))
  }
  await stop(ours, forgetful, theirs)
  await poster.kill()

  const late = (batch: number) => {
    const own = delays.filter((_, at) => at % 2 === batch)
    return `loop delay p99 ${Math.max(...own.map(({ delayP99 }) => delayP99)).toFixed(1)} ms, most ${Math.max(...own.map(({ delayMost }) => delayMost)).toFixed(1)} ms`
  }
  const posted = 'durable single-event POSTs, 256 in flight'
  return [
    {
      figure: posted,
      unit: 'events/s',
      yardstick: 'the same route, the log replaced by nothing',
      values: single!,
      yardsticks: nothing!,
      target: { least: 0.7 },
      note: late(0),
    },
    {
      figure: posted,
      unit: 'events/s',
      yardstick: 'straightforward server',
      values: single!,
      yardsticks: straight!,
      target: { least: 1.5 },
    },
    {
      figure: 'durable events in batches of 100',
      unit: 'events/s',
      yardstick: 'straightforward server, one insert per event',
      values: batched!,
      yardsticks: each!,
      target: { least: 8 },
      note: late(1),
    },
  ]
}
