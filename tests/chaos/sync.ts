import { spawn, spawnSync } from 'node:child_process'
import { numbers } from '../bench/mix.ts'
import { dropFolder, later, newFolder, product, type Served } from '../bench/room.ts'
import { checkChain, checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

const health = async ({ address }: Served) =>
  (await (await fetch(`${address}/healthz`)).json()) as { status: string }

/**
 * Under load every fsync of the server fails for a while (EIO, injected by strace), three times over: what was not synced
 * is not acknowledged, and it goes on by itself. Answers why it was skipped where strace cannot be had.
 */
export async function syncRound(seed: number): Promise<Found | string> {
  if (spawnSync('strace', ['-V']).status !== 0)
    return 'sync: skipped, there is no strace here (Debian: apt-get install strace)'
  const folder = newFolder()
  let server = await product(folder)
  const replica = new Replica()
  const told = new Told(`sync${seed}`, numbers(seed))
  const silent: string[] = []
  let over = false
  try {
    replica.connect(server.address, server.display, true)
    const pouring = told.insist(server, 4, 30, () => over)
    let failed = 0
    for (let time = 0; time < 3; time++) {
      const before = told.refused
      const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO']
      const args = ['-f', '-qq', '-o', '/dev/null', ...inject, '-p', String(server.child.process.pid)]
      const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'inherit'] })
      const gone = new Promise<void>((done) => strace.once('exit', () => done()))
      await later(1_000)
      const { status } = await health(server)
      if (told.refused > before && status !== 'unwritable') silent.push(status)
      strace.kill('SIGTERM')
      await gone
      failed += told.refused - before
      for (let wait = 0; wait < 100 && (await health(server)).status !== 'ok'; wait++) await later(50)
      if ((await health(server)).status !== 'ok') silent.push('not well again')
    }
    over = true
    await pouring
    if (failed === 0) return 'sync: skipped, strace may not look into other processes here'
    await server.child.kill()
    server = await product(folder)
    replica.connect(server.address, server.display, true)
    await told.again(server)
    const wrong = await checkChain(folder)
    for (const status of silent) wrong.push(`/healthz said ${status} while nothing could be synced, or after`)
    if (told.unanswered.length > 0) wrong.push('what is told again is not answered')
    const events = await readAll(server)
    wrong.push(...checkLog(events, [told]), ...(await checkDigests(server, replica, events)))
    const note = `${told.acknowledged.size} acknowledged, ${failed} requests refused while fsync failed, then killed`
    return { round: 'sync', seed, wrong, note }
  } finally {
    over = true
    replica.close()
    await server.child.kill()
    dropFolder(folder)
  }
}
