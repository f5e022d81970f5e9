import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { numbers } from '../bench/mix.ts'
import { start } from '../bench/child.ts'
import { dropFolder, later, newFolder, product, type Served } from '../bench/room.ts'
import { checkChain, checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

/** What a server does when it is killed; under load all of them, but for the start. */
type Moment = (stage: { server: Served; folder: string; random: () => number }) => Promise<void>

const moments: Record<string, Moment> = {
  /** It opens its log: what the kill before left is mended while it dies again. */
  starting: async ({ server, folder, random }) => {
    await server.child.kill()
    const child = start('bench/children/product.ts', [folder])
    await later(100 + random() * 900)
    await child.kill()
  },
  /** It moves rows to a file, and takes their texts out of the log. */
  archiving: async ({ server, folder, random }) => {
    const files = () =>
      existsSync(join(folder, 'archive')) ? readdirSync(join(folder, 'archive')).length : 0
    const before = files()
    void server.child.ask('archive', 0).catch(() => undefined)
    for (let wait = 0; files() === before && wait < 1_000; wait++) await later(2)
    // The file is there: now it is noted, and the texts go, a few at a time.
    await later(random() * 300)
    await server.child.kill()
  },
  /** It stops in order: the last commit, the checkpoint, the files' end. */
  stopping: async ({ server, random }) => {
    void server.child.ask('quit').catch(() => undefined)
    await later(random() * 150)
    await server.child.kill()
  },
}

const times = 3

/** Killed (SIGKILL) at moments that a random one seldom meets, on one data folder; large batches, so that checkpoints come. */
export async function momentsRound(seed: number): Promise<Found> {
  const random = numbers(seed)
  const folder = newFolder()
  const replica = new Replica()
  const told: Told[] = []
  const wrong: string[] = []
  let server = await product(folder)
  try {
    for (let time = 0; time < times; time++) {
      for (const [name, moment] of Object.entries(moments)) {
        const saying = new Told(`${name}${seed}t${time}`, random)
        told.push(saying)
        replica.connect(server.address, server.display)
        const pouring = saying.pour(server, 3, 800, () => false)
        await later(300 + random() * 600)
        await moment({ server, folder, random })
        await pouring
        wrong.push(...(await checkChain(folder)).map((what) => `${name}: ${what}`))
        server = await product(folder)
        replica.connect(server.address, server.display)
        await saying.again(server)
        if (saying.unanswered.length > 0) wrong.push(`${name}: what is told again is not answered`)
      }
    }
    const events = await readAll(server)
    wrong.push(...checkLog(events, told), ...(await checkDigests(server, replica, events)))
    if (replica.gaps > 0) wrong.push(`${replica.gaps} gaps`)
    const acknowledged = told.reduce((sum, one) => sum + one.acknowledged.size, 0)
    const note = `killed ${times} times each while ${Object.keys(moments).join(', ')}: ${acknowledged} acknowledged`
    return { round: 'moments', seed, wrong, note }
  } finally {
    replica.close()
    await server.child.kill()
    dropFolder(folder)
  }
}
