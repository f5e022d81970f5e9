import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.ts'

/** The log of each world in a data folder by its name: the real one first. */
export function logsOf(dataDir: string): Map<string, string> {
  const logs = new Map<string, string>()
  const real = join(dataDir, 'log.db')
  if (existsSync(real)) logs.set('real', real)
  for (const name of foldersIn(join(dataDir, 'worlds'))) {
    const log = join(dataDir, 'worlds', name, 'log.db')
    if (existsSync(log)) logs.set(name, log)
  }
  return logs
}

/** The log of a world; without a name the real one, or the only one. */
export function logOf(dataDir: string, world: string | undefined): { name: string; file: string } {
  const logs = logsOf(dataDir)
  const name = world ?? (logs.has('real') || logs.size !== 1 ? 'real' : [...logs.keys()][0]!)
  const file = logs.get(name)
  if (file) return { name, file }
  const there = logs.size > 0 ? `worlds there: ${[...logs.keys()].join(', ')}` : 'there is none: see DATA_DIR'
  throw new Failure(`no log of the world ${name} in ${dataDir}; ${there}`)
}

export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
}
