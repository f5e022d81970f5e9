import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { numbers } from '../bench/mix.ts'
import { dropFolder, later, newFolder, node, type Served } from '../bench/room.ts'
import { startPostgres } from '../postgres.ts'
import { checkDatabase } from './chain.ts'
import { checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { hasNginx, startNginx } from './nginx.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

const screens = 30
const lanes = 6
const mostUntilNextLeads = 10_000

const leads = ({ child }: Served) => child.ask<boolean>('leads').catch(() => false)

/** Which of the nodes leads, and how long it took until one did, ms; throws when none does. */
async function leaderOf(nodes: readonly Served[]): Promise<{ leader: Served; ms: number }> {
  const begun = performance.now()
  for (;;) {
    for (const one of nodes) if (await leads(one)) return { leader: one, ms: performance.now() - begun }
    if (performance.now() - begun > 30_000) throw new Error('no node leads')
    await later(50)
  }
}

/**
 * Three nodes on one PostgreSQL behind nginx, 30 screens and all that is told through nginx: under load one node is
 * killed (SIGKILL), then the one that leads. What was acknowledged stands once, the two chains and digests agree, every screen
 * came back to a node that lives, and another leads within 10 s. Answers why it was skipped where nginx is missing.
 */
export async function nodesRound(seed: number): Promise<Found | string> {
  if (!hasNginx()) return 'nodes: skipped, there is no nginx here (Debian: apt-get install nginx-light)'
  const postgres = await startPostgres()
  const folders = Array.from({ length: 4 }, newFolder)
  const [first = '', ...others] = folders
  const front = others.pop() ?? ''
  const nodes = [await node(first, postgres.url)]
  for (const folder of others) {
    cpSync(join(first, 'secrets'), join(folder, 'secrets'), { recursive: true })
    nodes.push(await node(folder, postgres.url))
  }
  const nginx = await startNginx(
    front,
    nodes.map(({ address }) => address),
  )
  const replicas = Array.from({ length: screens }, () => new Replica())
  const told = new Told(`nodes${seed}`, numbers(seed))
  const [served] = nodes as [Served]
  const { display } = served
  const proxy: Served = { ...served, address: nginx.address, startMs: 0 }
  let over = false
  try {
    for (const replica of replicas) replica.connect(nginx.address, display, true)
    const pouring = told.insist(proxy, lanes, 30, () => over)
    let { leader } = await leaderOf(nodes)
    await later(1_500)
    const living = new Set(nodes)
    const end = async (one: Served) => {
      living.delete(one)
      await one.child.kill()
    }
    await end(nodes.find((one) => one !== leader)!)
    await later(3_000)
    await end(leader)
    const next = await leaderOf([...living])
    leader = next.leader
    await later(2_000)
    over = true
    await pouring
    await told.again(proxy)

    const wrong = told.unanswered.length > 0 ? ['what is told again is not answered'] : []
    if (next.ms > mostUntilNextLeads) wrong.push(`nobody led for ${next.ms.toFixed(0)} ms`)
    const events = await readAll(proxy)
    wrong.push(...checkLog(events, [told]), ...(await checkDatabase(postgres.url)))
    wrong.push(...(await checkDigests({ ...leader, display }, replicas, events)))
    const gaps = replicas.reduce((sum, replica) => sum + replica.gaps, 0)
    if (gaps > 0) wrong.push(`${gaps} gaps`)
    const note = `3 nodes, ${screens} screens through nginx, ${told.acknowledged.size} acknowledged, ${told.refused} requests without an answer; another led ${(next.ms / 1000).toFixed(1)} s after the leader was killed`
    return { round: 'nodes', seed, wrong: wrong.slice(0, 10), note }
  } finally {
    over = true
    for (const replica of replicas) replica.close()
    await nginx.stop()
    await Promise.all(nodes.map((one) => one.child.kill()))
    await postgres.remove()
    folders.forEach(dropFolder)
  }
}
