import type { Usage } from '../children/usage.ts'
import { openings, templates } from '../events.ts'
import { median, type Figure } from '../figure.ts'
import { fill, later, plain, product, Screens, stop, type Served } from '../room.ts'

const count = 1_000

interface Storm {
  bytes: number
  ms: number
  cpuMs: number
}

/** All screens come at once from `position` (absent: as new ones) until the slowest has `to`. */
async function storm(
  server: Served,
  screens: Screens,
  position: { epoch: string; seq: number } | undefined,
  to: number,
): Promise<Storm> {
  await screens.leave()
  await later(500)
  await screens.reset()
  await server.child.ask('begin', { watched: false })
  const begun = performance.now()
  const key = server.display
  await screens.join({ address: server.address, count, key, ...(position && { position }) })
  await screens.reach(to)
  const ms = performance.now() - begun
  const { cpuMs } = await server.child.ask<Usage>('end')
  return { bytes: (await screens.seen()).bytes, ms, cpuMs }
}

const position = (server: Served) => server.child.ask<{ epoch: string; seq: number }>('position')

/** What it costs when every screen comes back at once. */
export async function storms(repeats: number): Promise<Figure[]> {
  const [ours, theirs] = [await product(), await plain()]
  const screens = new Screens()
  const texts = templates()
  const open = openings(5_000)
  await fill(ours, open, open.length)
  await theirs.child.ask('state', open)
  await fill(theirs, texts, 10)
  const begin = await position(ours)
  await storm(ours, screens, begin, begin.seq)
  await storm(theirs, screens, await position(theirs), 0)

  const [missed, whole, shared, alone]: Storm[][] = [[], [], [], []]
  const [own, gathered, bare]: Storm[][] = [[], [], []]
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = await position(ours)
    await fill(ours, texts, 10)
    const { seq } = await position(ours)
    missed!.push(await storm(ours, screens, before, seq))
    own!.push(await storm(ours, screens, undefined, seq))
    whole!.push(
      await storm(theirs, screens, { epoch: 'none', seq: 0 }, await position(theirs).then((at) => at.seq)),
    )

    await screens.leave()
    const [oursBefore, theirsBefore] = [await position(ours), await position(theirs)]
    await fill(ours, texts, 500)
    await fill(theirs, texts, 500)
    shared!.push(await storm(ours, screens, oursBefore, (await position(ours)).seq))
    const { seq: last } = await position(theirs)
    alone!.push(await storm(theirs, screens, theirsBefore, last))
    gathered!.push(await storm(theirs, screens, { epoch: 'one', seq: theirsBefore.seq }, last))
    bare!.push(await storm(theirs, screens, undefined, 0))
  }
  await stop(ours, theirs)
  await screens.kill()

  const pick = (storms: Storm[], name: keyof Storm) => storms.map((one) => one[name])
  const figure = 'reconnect storm, 5,000 open items, 10 events missed'
  const snapshot = 'every one gets a snapshot (JSON, over its socket)'
  const ownSnapshots = (name: 'bytes' | 'ms') =>
    `our own snapshot, compressed and shared: ${median(pick(own!, name)).toFixed(0)}`
  return [
    {
      figure: `${figure}: bytes`,
      unit: 'bytes',
      yardstick: snapshot,
      values: pick(missed!, 'bytes'),
      yardsticks: pick(whole!, 'bytes'),
      target: { most: 1 / 50 },
      note: ownSnapshots('bytes'),
    },
    {
      figure: `${figure}: until in step`,
      unit: 'ms',
      yardstick: snapshot,
      values: pick(missed!, 'ms'),
      yardsticks: pick(whole!, 'ms'),
      target: { most: 1 / 5 },
      note: ownSnapshots('ms'),
    },
    {
      figure: 'reconnect storm, 500 events missed: server CPU',
      unit: 'ms',
      yardstick: 'each answered by itself',
      values: pick(shared!, 'cpuMs'),
      yardsticks: pick(alone!, 'cpuMs'),
      target: { most: 1 / 8 },
      note: `of it bare socket.io's handshakes: ${median(pick(bare!, 'cpuMs')).toFixed(0)}`,
    },
    {
      figure: 'the same storm against a stricter yardstick',
      unit: 'ms',
      yardstick: 'each by itself, all it missed in one message',
      values: pick(shared!, 'cpuMs'),
      yardsticks: pick(gathered!, 'cpuMs'),
    },
  ]
}
