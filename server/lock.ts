import { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What the lock of a data folder says: which process holds it, where it answers, and the token of its `ruang` commands. */
export interface Holder {
  pid: number
  address: string
  token: string
}

/** Somebody else holds the data folder. */
export class Locked extends Error {
  readonly holder: Holder
  constructor(holder: Holder) {
    super(`the data folder is in use by process ${holder.pid} at ${holder.address || 'no address yet'}`)
    this.holder = holder
  }
}

const file = (dataDir: string): string => join(dataDir, 'lock')

/** Who holds the folder, if that process lives. */
export function holderOf(dataDir: string): Holder | undefined {
  try {
    const holder = JSON.parse(readFileSync(file(dataDir), 'utf8')) as Holder
    return isAlive(holder.pid) ? holder : undefined
  } catch {
    return undefined
  }
}

/** Takes the folder for this process (mode 0600): one writer per data folder. Answers how to announce the address and to let go. */
export function lock(dataDir: string): {
  announce: (address: string, token: string) => void
  release: () => void
} {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const write = (flag: 'wx' | 'w', address = '', token = '') => {
    const handle = openSync(file(dataDir), flag, 0o600)
    writeSync(handle, JSON.stringify({ pid: process.pid, address, token } satisfies Holder))
    closeSync(handle)
  }
  try {
    write('wx')
  } catch {
    const holder = holderOf(dataDir)
    if (holder && holder.pid !== process.pid) throw new Locked(holder)
    rmSync(file(dataDir), { force: true })
    write('wx')
  }
  return {
    announce: (address, token) => write('w', address, token),
    release: () => rmSync(file(dataDir), { force: true }),
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
