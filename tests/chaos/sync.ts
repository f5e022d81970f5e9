import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { numbers } from '../bench/mix.ts'
import { dropFolder, later, newFolder, product, type Served } from '../bench/room.ts'
import { checkChain, checkDigests, checkLog, readAll } from './check.ts'
import type { Found } from './kill.ts'
import { Replica } from './replica.ts'
import { Told } from './told.ts'

/** Lets every write of a process fail; once that holds, answers how to end it. */
type Fail = (pid: number) => Promise<() => Promise<void>>

const health = async ({ address }: Served) =>
  (await (await fetch(`${address}/healthz`)).json()) as { status: string }

/** fsync answers EIO, injected by strace. */
const failSync: Fail = async (pid) => {
  const inject = ['-e', 'trace=fsync,fdatasync', '-e', 'inject=fsync,fdatasync:error=EIO']
  const args = ['-f', '-qq', '-o', '/dev/null', ...inject, '-p', String(pid)]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  const gone = new Promise<void>((done) => strace.once('exit', () => done()))
  while (strace.exitCode === null && !isTraced(pid)) await later(10)
  return async () => {
    strace.kill('SIGTERM')
    await gone
  }
}

const isTraced = (pid: number): boolean =>
  !/^TracerPid:\s+0$/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))

/** No file may grow beyond 8 kB, as on a disk that is full. */
const fillDisk: Fail = async (pid) => {
  const limit = (size: string) => spawnSync('prlimit', [`--pid=${pid}`, `--fsize=${size}:unlimited`])
  limit('8192')
  return async () => void limit('unlimited')
}

/** Every fsync fails; answers why it was skipped where strace cannot be had. */
export async function syncRound(seed: number): Promise<Found | string> {
  if (spawnSync('strace', ['-V']).status !== 0)
    return 'sync: skipped, there is no strace here (Debian: apt-get install strace)'
  if (!(await mayTrace())) return 'sync: skipped, strace may not look into other processes here'
  return failing('sync', seed, failSync)
}

/** Whether strace may look into a process of ours that it did not start. */
async function mayTrace(): Promise<boolean> {
  const sleeper = spawn('sleep', ['60'], { stdio: 'ignore' })
  const strace = spawn('strace', ['-qq', '-o', '/dev/null', '-p', String(sleeper.pid)], { stdio: 'ignore' })
  const refused = new Promise<boolean>((done) => strace.once('exit', () => done(true)))
  const isRefused = await Promise.race([refused, later(500).then(() => false)])
  strace.kill('SIGTERM')
  sleeper.kill('SIGKILL')
  return !isRefused
}

/** The disk is full; answers why it was skipped where prlimit cannot be had. */
export async function diskRound(seed: number): Promise<Found | string> {
  if (spawnSync('prlimit', ['--version']).status !== 0) return 'disk: skipped, there is no prlimit here'
  return failing('disk', seed, fillDisk)
}

/**
 * Under load every write fails for a second, three times over: what was not written is not acknowledged, /healthz says so,
 * and it goes on by itself; then it is killed. Whoever goes on acknowledging meanwhile does not wait for the disk.
 */
async function failing(round: string, seed: number, fail: Fail): Promise<Found> {
  const folder = newFolder()
  let server = await product(folder)
  const replica = new Replica()
  const told = new Told(`${round}${seed}`, numbers(seed))
  const wrong: string[] = []
  let over = false
  try {
    replica.connect(server.address, server.display, true)
    const pouring = told.insist(server, 4, 30, () => over)
    let failed = 0
    for (let time = 0; time < 3; time++) {
      const before = told.refused
      const end = await fail(server.child.process.pid ?? 0)
      // What had its answer on the way is let through.
      await later(200)
      const [standing, begun] = [told.acknowledged.size, told.refused]
      await later(800)
      const { status } = await health(server)
      const slipped = told.acknowledged.size - standing
      // A little fits into what the disk has already.
      if (slipped > 0 && round === 'sync')
        wrong.push(`${slipped} were acknowledged while nothing could reach the disk`)
      if (told.refused === begun) wrong.push('nothing was refused while nothing could reach the disk')
      if (status !== 'unwritable') wrong.push(`/healthz said ${status} meanwhile`)
      await end()
      failed += told.refused - before
      for (let wait = 0; wait < 200 && (await health(server)).status !== 'ok'; wait++) await later(50)
      if ((await health(server)).status !== 'ok') wrong.push('it did not become well again')
      await later(500)
    }
    over = true
    await pouring
    await server.child.kill()
    server = await product(folder)
    replica.connect(server.address, server.display, true)
    await told.again(server)
    wrong.push(...(await checkChain(folder)))
    if (told.unanswered.length > 0) wrong.push('what is told again is not answered')
    const events = await readAll(server)
    wrong.push(...checkLog(events, [told]), ...(await checkDigests(server, replica, events)))
    const note = `${told.acknowledged.size} acknowledged, ${failed} requests refused meanwhile, then killed`
    return { round, seed, wrong, note }
  } finally {
    over = true
    replica.close()
    await server.child.kill()
    dropFolder(folder)
  }
}
