import { start } from '../child.ts'
import type { Usage } from '../children/usage.ts'
import { templates } from '../events.ts'
import type { Figure } from '../figure.ts'
import { fresh, later, plain, posts, product, Screens, stop, tell, type Served } from '../room.ts'
import { saturate, type Saturation } from '../saturate.ts'

const seconds = 3
const count = 1_000
const tickMs = 50

/** What every screen of a full room receives, against a straightforward server, bare io.emit and raw ws. */
export async function live(repeats: number): Promise<Figure[]> {
  const [ours, theirs] = [await product(), await plain()]
  const [wall, room, raw] = [new Screens(), new Screens(), new Screens()]
  const poster = start('bench/children/posts.ts')
  const texts = templates()
  await Promise.all([ours, theirs].map(({ child }) => child.ask('load', texts)))
  await wall.join({ address: ours.address, count, key: ours.display })
  await room.join({ address: theirs.address, count, key: '' })
  await raw.join({ address: theirs.address, count, key: '', raw: true })

  const posted = async (server: Served, screens: Screens, step: number, window: number) => {
    const { seq } = await server.child.ask<{ seq: number }>('position')
    const offer = { server, screens, from: seq, step, window, seconds }
    return saturate({ ...offer, tell: () => tell(server, fresh(texts, step)) })
  }
  const sent = async (name: string, server: Served, screens: Screens, step: number, window: number) => {
    const from = await server.child.ask<number>('sent')
    const offer = { server, screens, from, step, window, seconds }
    return saturate({ ...offer, tell: () => server.child.ask(name, step) })
  }
  /** Server CPU in ms for a million deliveries. */
  const paced = async (): Promise<number> => {
    await wall.reset()
    await ours.child.ask('begin', { watched: false })
    const pace = { address: ours.address, keys: ours.feeders, templates: texts, batch: 1, inFlight: 32 }
    await posts(poster, { ...pace, rate: 500, seconds, name: `c${Math.random()}` })
    await later(100)
    const { cpuMs } = await ours.child.ask<Usage>('end')
    return (cpuMs / (await wall.seen()).deliveries) * 1e6
  }
  const emitted = async (): Promise<number> => {
    await room.reset(await theirs.child.ask<number>('sent'))
    await theirs.child.ask('begin', { watched: false })
    await room.reach(await theirs.child.ask<number>('pace', { count: 250, rate: 500 }))
    const { cpuMs } = await theirs.child.ask<Usage>('end')
    return (cpuMs / (250 * count)) * 1e6
  }
  const lateness = async (): Promise<number> => {
    await wall.look(64_000)
    await wall.reset()
    const pace = { address: ours.address, keys: ours.feeders, templates: texts, batch: 1, inFlight: 16 }
    await posts(poster, { ...pace, rate: 100, seconds: seconds + 1, name: `l${Math.random()}` })
    await later(200)
    await wall.look(1_024)
    return wall.late(0.99)
  }

  const runs: Record<'told' | 'plain' | 'bare' | 'frames' | 'raw', Saturation[]> = {
    told: [],
    plain: [],
    bare: [],
    frames: [],
    raw: [],
  }
  const cpu = { ours: [] as number[], bare: [] as number[] }
  const late: number[] = []
  // The figure is of an hour at that rate: what compiles the way of a single statement is not part of it.
  await paced()
  for (let repeat = 0; repeat < repeats; repeat++) {
    const told = await posted(ours, wall, 100, 4_000)
    runs.told.push(told)
    runs.plain.push(await posted(theirs, room, 10, 40))
    runs.bare.push(await sent('emit', theirs, room, 20, 60))
    const frame = Math.max(1, Math.round(told.perFrame))
    runs.frames.push(await sent('frame', ours, wall, frame, frame * 4))
    runs.raw.push(await sent('frame', theirs, raw, frame, frame * 4))
    await wall.reset((await ours.child.ask<{ seq: number }>('position')).seq)
    cpu.ours.push(await paced())
    cpu.bare.push(await emitted())
    late.push(await lateness())
  }
  await stop(ours, theirs)
  await Promise.all([wall.kill(), room.kill(), raw.kill(), poster.kill()])

  const rates = (name: keyof typeof runs) => runs[name].map(({ rate }) => rate)
  const deliveries = (name: keyof typeof runs) => rates(name).map((rate) => rate * count)
  const most = (pick: (run: Saturation) => number) => Math.max(...runs.told.map(pick)).toFixed(1)
  return [
    {
      figure: 'durable events that reach all of 1,000 screens, POST to screen',
      unit: 'events/s',
      yardstick: 'straightforward server',
      values: rates('told'),
      yardsticks: rates('plain'),
      target: { least: 60 },
      note: `loop delay p99 ${most((run) => run.usage.delayP99)} ms, most ${most((run) => run.usage.delayMost)} ms; ${most((run) => run.perFrame)} events/frame; ${most((run) => run.bytesPerSecond / 1e6)} MB/s`,
    },
    {
      figure: 'deliveries at saturation',
      unit: 'deliveries/s',
      yardstick: 'bare io.emit, one by one',
      values: deliveries('told'),
      yardsticks: deliveries('bare'),
      target: { least: 25 },
    },
    {
      figure: 'server CPU per million deliveries at 500 events/s',
      unit: 'ms',
      yardstick: 'bare io.emit, one by one',
      values: cpu.ours,
      yardsticks: cpu.bare,
      target: { most: 1 / 12 },
    },
    {
      figure: 'recorded to received at 100 events/s, p99',
      unit: 'ms',
      values: late,
      target: { most: tickMs + 20 },
    },
    {
      figure: 'deliveries at saturation, coalesced: sending alone',
      unit: 'deliveries/s',
      yardstick: 'raw ws, the same frames',
      values: deliveries('frames'),
      yardsticks: deliveries('raw'),
      target: { least: 0.8 },
    },
  ]
}
