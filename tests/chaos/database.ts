import { numbers } from '../bench/mix.ts'
import { dropFolder, later, newFolder, node } from '../bench/room.ts'
import { startPostgres } from '../postgres.ts'
import { checkDatabase } from './chain.ts'
import { checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { throughNamespace } from './namespace.ts'
import { relay } from './relay.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

/** Under load PostgreSQL is stopped and started, crashes and comes back, and is cut off from the node for 6 s. */
export async function databaseRound(seed: number): Promise<Found> {
  const postgres = await startPostgres()
  const url = new URL(postgres.url)
  const own = Number(url.port)
  const way = (await throughNamespace(own)) ?? (await relay(own))
  url.port = String(way.port)
  url.hostname = way.host
  const folder = newFolder()
  const server = await node(folder, url.href)
  const replica = new Replica()
  const told = new Told(`database${seed}`, numbers(seed))
  let over = false
  try {
    replica.connect(server.address, server.display, true)
    const pouring = told.insist(server, 4, 30, () => over)
    const away: number[] = []
    const back = async () => {
      const begun = performance.now()
      while (!(await told.post(server, told.batch(5)))) {
        if (performance.now() - begun > 60_000) throw new Error('nothing is taken in any more')
        await later(100)
      }
      away.push(performance.now() - begun)
    }
    await later(1_000)
    for (const how of [undefined, 'crash'] as const) {
      await postgres.stop(how)
      await later(1_500)
      await postgres.start()
      await back()
    }
    way.cut()
    await later(6_000)
    way.heal()
    await back()
    over = true
    await pouring
    await told.again(server)
    const wrong = told.unanswered.length > 0 ? ['what is told again is not answered'] : []
    const events = await readAll(server)
    wrong.push(...(await checkDatabase(postgres.url)))
    wrong.push(...checkLog(events, [told]), ...(await checkDigests(server, replica, events)))
    const note = `${told.acknowledged.size} acknowledged; taken in again ${away.map((ms) => ms.toFixed(0)).join(', ')} ms after it came back from a stop, a crash, a cut (${way.how})`
    return { round: 'database', seed, wrong, note }
  } finally {
    over = true
    replica.close()
    await server.child.kill()
    way.close()
    await postgres.remove()
    dropFolder(folder)
  }
}
