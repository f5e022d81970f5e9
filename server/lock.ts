import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ConfigError } from './config.ts'
import { endExchange } from './exchange.ts'
import { createFolder } from './create-folder.ts'

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
    const by = holder.pid > 0 ? `process ${holder.pid}` : 'another process'
    super(`the data folder is in use by ${by} at ${holder.address || 'no address yet'}`)
    this.holder = holder
  }
}

const file = (dataDir: string): string => join(dataDir, 'lock')

/**
 * The hold itself: SQLite's exclusive lock on an empty file. The system lets go of it when the process ends in any way,
 * so that neither a kill nor a process number used again keeps the folder shut.
 */
function hold(dataDir: string, patienceMs: number): DatabaseSync | undefined {
  const db = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: patienceMs })
  try {
    db.exec('BEGIN EXCLUSIVE')
    return db
  } catch {
    db.close()
    return undefined
  }
}

function read(dataDir: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file(dataDir), 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** Who holds the folder, if anybody does. */
export function holderOf(dataDir: string): Holder | undefined {
  const holder = read(dataDir)
  if (!holder || !existsSync(join(dataDir, 'lock.db'))) return undefined
  const free = hold(dataDir, 0)
  free?.close()
  return free ? undefined : holder
}

/** Takes the folder for this process (mode 0600): one writer per data folder. Answers how to announce the address and to let go. */
export function lock(dataDir: string): {
  announce: (address: string, token: string) => void
  release: () => void
} {
  const held = open(dataDir)
  if (!held) throw new Locked(read(dataDir) ?? { pid: 0, address: '', token: '' })
  try {
    endExchange(dataDir)
  } catch (error) {
    held.close()
    throw error
  }
  const announce = (address: string, token: string) => {
    const written = `${file(dataDir)}.new`
    const holder: Holder = { pid: process.pid, address, token }
    writeFileSync(written, JSON.stringify(holder), { mode: 0o600 })
    renameSync(written, file(dataDir))
  }
  const release = () => {
    rmSync(file(dataDir), { force: true })
    if (held.isOpen) held.close()
  }
  announce('', '')
  return { announce, release }
}

function open(dataDir: string): DatabaseSync | undefined {
  try {
    createFolder(dataDir)
    return hold(dataDir, 1_000)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unusable'
    throw new ConfigError(`DATA_DIR: ${dataDir} cannot be used: ${reason}`)
  }
}
