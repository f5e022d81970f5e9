import { execFile } from 'node:child_process'
import { constants, setPriority } from 'node:os'

const mostMs = 60 * 60_000

/** Something of ours did not end in its time. */
export class TookTooLong extends Error {
  readonly hours: number
  constructor(ms: number) {
    super(`not done within ${ms} ms`)
    this.hours = ms / 3_600_000
  }
}

/**
 * Runs one of our scripts in a process of its own, behind the server's own work. Rejects with the line it said. Once its
 * time is over nobody waits for it any longer: what hangs in a share that is away cannot even be killed.
 */
export function work(args: string[], signal: AbortSignal, ms = mostMs): Promise<void> {
  return new Promise((done, fail) => {
    const child = execFile(process.execPath, args, { signal, maxBuffer: 10e6 }, (error, _said, complaint) => {
      clearTimeout(timer)
      if (error) fail(complaint.trim() ? new Error(complaint.trim()) : error)
      else done()
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      child.unref()
      fail(new TookTooLong(ms))
    }, ms)
    timer.unref()
    try {
      if (child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL)
    } catch {
      // It may be over already, or the system does not let us.
    }
  })
}
