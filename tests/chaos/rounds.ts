import type { Memory } from '../bench/children/usage.ts'
import { numbers } from '../bench/mix.ts'
import { dropFolder, later, newFolder, product, Screens, type Served } from '../bench/room.ts'
import { checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

const count = 1_000
const hour = 3_600_000
/** So much more than before may be held when all is over, bytes: code that was compiled, tails and snapshots. */
const mayStay = 60e6

/** What a round has at hand: a running server, a screen that follows it, and somebody who tells. */
interface Stage {
  server: Served
  told: Told
  screens: Screens
}

type Act = (stage: Stage) => Promise<{ wrong: string[]; note: string }>

const memory = ({ child }: Served) => child.ask<Memory>('memory')
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`

/** 1,000 sockets that never read: they are cut off, for what piles up or for the answer that they owe, and the room goes on. */
const deaf: Act = async ({ server, told, screens }) => {
  await screens.join({ address: server.address, count, key: server.display })
  await screens.deaf()
  const [begun, patience] = [performance.now(), 120_000]
  let left = count
  let held = 0
  const over = () => left <= 1 || performance.now() - begun > patience
  // Much at once, so that what piles up is full long before the patience for answers ends, also on a busy machine.
  told.noise = 8_000
  const pouring = told.insist(server, 2, 100, over)
  while (!over()) {
    // The one that is left follows the round.
    left = await server.child.ask<number>('sockets')
    held = Math.max(held, (await memory(server)).held)
    await later(500)
  }
  await pouring
  const full = await server.child.ask<number>('dropped')
  await screens.leave()
  const wrong = left > 1 ? [`${left - 1} of ${count} deaf sockets were not cut off`] : []
  // Each would also be cut off for an answer it owes, 45 s after it was asked: what piles up must come first.
  if (full < count / 2) wrong.push(`only ${full} of ${count} were cut off for what piled up`)
  const after = ((performance.now() - begun) / 1_000).toFixed(0)
  return {
    wrong,
    note: `all cut off after ${after} s, ${full} of them full, at most ${megabytes(held)} held`,
  }
}

/** 1,000 screens come back three times at once, each time having missed something. */
const storm: Act = async ({ server, told, screens }) => {
  const wrong: string[] = []
  const took: number[] = []
  for (let time = 0; time < 3; time++) {
    const position = await server.child.ask<{ epoch: string; seq: number }>('position')
    await told.post(server, told.batch(100))
    const { seq } = await server.child.ask<{ seq: number }>('position')
    const begun = performance.now()
    await screens.reset()
    await screens.join({ address: server.address, count, key: server.display, position })
    await screens.reach(seq)
    took.push(performance.now() - begun)
    const { gaps, ended } = await screens.seen()
    if (gaps + ended > 0) wrong.push(`${gaps} gaps, ${ended} cut off`)
    await screens.leave()
    await later(200)
  }
  return { wrong, note: `in step after ${took.map((ms) => ms.toFixed(0)).join(', ')} ms` }
}

/** The machine's clock jumps an hour ahead, back, and an hour behind. */
const clock: Act = async ({ server, told }) => {
  const wrong: string[] = []
  for (const jump of [hour, 0, -hour, 0]) {
    await server.child.ask('skew', jump)
    const end = performance.now() + 500
    await told.pour(server, 2, 20, () => performance.now() > end)
    if (told.unanswered.length > 0) wrong.push(`no answer after a jump to ${jump / hour} h`)
  }
  return { wrong, note: 'ahead 1 h, back, behind 1 h, back' }
}

/** A feed floods: 30 at once, broken bodies among them; others are still answered. */
const flood: Act = async ({ server, told }) => {
  const end = performance.now() + 6_000
  const over = () => performance.now() > end
  const broken = async () => {
    const headers = {
      authorization: `Bearer ${server.feeder}`,
      'content-type': 'application/cloudevents+json',
    }
    while (!over()) {
      const reply = await fetch(`${server.address}/api/events`, {
        method: 'POST',
        headers,
        body: '{"id": 7}',
      })
      await reply.text()
      if (reply.status !== 422) throw new Error(`a broken statement was answered ${reply.status}`)
    }
  }
  let slowest = 0
  const watch = async () => {
    while (!over()) {
      const begun = performance.now()
      await (await fetch(`${server.address}/healthz`)).text()
      slowest = Math.max(slowest, performance.now() - begun)
      await later(50)
    }
  }
  await Promise.all([told.pour(server, 30, 200, over), broken(), watch()])
  const wrong = slowest > 2_000 ? [`/healthz took ${slowest.toFixed(0)} ms`] : []
  return {
    wrong,
    note: `${told.acknowledged.size} events in 6 s, /healthz answered within ${slowest.toFixed(0)} ms`,
  }
}

/** The rounds beside the kills, each on a server of its own. */
export const acts: Record<string, Act> = { deaf, storm, clock, flood }

/** Plays one act, then checks that log, server and a screen agree and that the memory is back. */
export async function play(name: string, seed: number): Promise<Found> {
  const folder = newFolder()
  const server = await product(folder)
  const screens = new Screens()
  const replica = new Replica()
  const told = new Told(`${name}${seed}`, numbers(seed))
  try {
    replica.connect(server.address, server.display)
    // What every server holds once it has worked: code, tails, a snapshot.
    for (let warm = 0; warm < 120; warm++) await told.post(server, told.batch(100))
    const before = await memory(server)
    const { wrong, note } = await acts[name]!({ server, told, screens })
    await told.again(server)
    const events = await readAll(server)
    wrong.push(...checkLog(events, [told]), ...(await checkDigests(server, replica, events)))
    if (replica.gaps > 0) wrong.push(`${replica.gaps} gaps`)
    await later(1_500)
    const after = await memory(server)
    const grown = after.held - before.held
    if (grown > mayStay) wrong.push(`${megabytes(grown)} more are held than before`)
    return { round: name, seed, wrong, note: `${note}; ${megabytes(grown)} more held` }
  } finally {
    replica.close()
    await screens.kill()
    await server.child.kill()
    dropFolder(folder)
  }
}
