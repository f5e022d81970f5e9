import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { Keys } from '../../server/access/keys.ts'
import type { Role } from '../../server/access/caller.ts'
import { bare } from './bare.ts'

/** A server in a process of its own. */
export interface Served {
  child: ChildProcess
  pid: number
  /** http://127.0.0.1:PORT once it listens; rejects with what it said where it ends before. */
  address: Promise<string>
  /** How it ended: exit code or signal, what it said on stderr, and after how many ms from now. */
  ended: Promise<{ code: number | null; signal: string | null; stderr: string; stdout: string }>
}

const script = join(import.meta.dirname, 'serve.ts')

/** Spawns a server on `folder`; `command` is what runs it. It is killed after the test if it still lives. */
export function serve(env: Record<string, string>, command: string[] = [process.execPath, script]): Served {
  const [file = '', ...args] = command
  const child = spawn(file, args, {
    env: { ...bare, PORT: '0', FEEDS: 'off', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const said = { stdout: '', stderr: '' }
  const address = new Promise<string>((done, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.stdout += chunk.toString()
      const found = /(https?:\/\/\S+)\/wall/.exec(said.stdout)?.[1]
      if (found) done(found)
    })
    child.once('close', () => fail(new Error(`it ended: ${said.stderr}`)))
  })
  address.catch(() => undefined)
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()))
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
    code: typeof code === 'number' ? code : null,
    signal: typeof signal === 'string' ? signal : null,
    ...said,
  }))
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, 'SIGKILL')
    await ended
  })
  return { child, pid: child.pid ?? 0, address, ended }
}

/** A key in a data folder, made beside the server. */
export function keyIn(folder: string, role: Role): string {
  const keys = new Keys(join(folder, 'access.db'))
  const key = keys.create({ name: 'uji', role })
  keys.close()
  return key
}

/** Posts events from several loops until the server no longer answers or `stop` is called; what was answered 201 or 200 is kept. */
export function pour(address: string, key: string, make: () => { id: string }, loops = 6) {
  const acknowledged = new Set<string>()
  let pouring = true
  const one = async () => {
    while (pouring) {
      const event = make()
      try {
        const answer = await fetch(`${address}/api/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body: JSON.stringify(event),
        })
        const body = (await answer.json()) as { recorded?: { id: string }[] }
        if (answer.status === 201) for (const { id } of body.recorded ?? []) acknowledged.add(id)
        else return
      } catch {
        return
      }
    }
  }
  const done = Promise.all(Array.from({ length: loops }, one))
  return {
    acknowledged,
    done,
    stop: async () => {
      pouring = false
      await done
    },
  }
}
