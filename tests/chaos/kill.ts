import { numbers } from '../bench/mix.ts'
import { later, newFolder, product, dropFolder, type Served } from '../bench/room.ts'
import { checkChain, checkDigests, checkLog, readAll } from './check.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

/** What a round found: nothing wrong, or what. */
export interface Found {
  round: string
  seed: number
  wrong: string[]
  note: string
}

/**
 * Rounds on one data folder: the server takes in what is told by several at once, is killed (SIGKILL) at a random
 * moment, and starts again; then the log, the server and a screen that was there all along must agree.
 */
export async function* killRounds(seed: number, rounds: number): AsyncGenerator<Found> {
  const random = numbers(seed)
  const folder = newFolder()
  const replica = new Replica()
  const told: Told[] = []
  let server: Served = await product(folder)
  try {
    for (let round = 1; round <= rounds; round++) {
      const saying = new Told(`s${seed}r${round}`, random)
      told.push(saying)
      replica.connect(server.address, server.display)
      const pouring = saying.pour(server, 1 + Math.floor(random() * 6), 60, () => false)
      const lived = 30 + random() * 700
      await later(lived)
      await server.child.kill()
      await pouring
      const wrong = await checkChain(folder)
      const acknowledged = saying.acknowledged.size
      const open = saying.unanswered.length

      const begun = performance.now()
      server = await product(folder)
      const back = performance.now() - begun
      replica.connect(server.address, server.display)
      await saying.again(server)
      if (saying.unanswered.length > 0) wrong.push('what is told again is not answered')
      const events = await readAll(server)
      wrong.push(...checkLog(events, told), ...(await checkDigests(server, replica, events)))
      if (replica.gaps > 0) wrong.push(`${replica.gaps} gaps`)
      const note = `killed after ${lived.toFixed(0)} ms: ${acknowledged} acknowledged, ${open} batches open; back in ${back.toFixed(0)} ms at seq ${events.length}`
      yield { round: 'kill -9', seed, wrong, note }
    }
  } finally {
    replica.close()
    await server.child.kill()
    dropFolder(folder)
  }
}
