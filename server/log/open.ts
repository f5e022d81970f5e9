import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../config.ts'
import type { Log } from './log.ts'
import { asideOf } from './sqlite-file.ts'
import { SqliteLog } from './sqlite.ts'

/** Where logs are kept: in a PostgreSQL, each world in a schema of its own, or else each in a file of its world's folder. */
export interface Store {
  databaseUrl?: string | undefined
}

/** Opens a world's log, making it where there is none. Rejects with LogUnavailable, or ConfigError where it was moved away. */
export async function openLog({ databaseUrl }: Store, world: string, folder: string): Promise<Log> {
  const archiveFolder = join(folder, 'archive')
  if (databaseUrl) {
    const { PostgresLog } = await import('./postgres.ts')
    return PostgresLog.open(databaseUrl, world, {}, archiveFolder)
  }
  const file = join(folder, 'log.db')
  // An empty log in its place would be an empty room, and nobody would know why.
  if (!existsSync(file) && existsSync(asideOf(file)))
    throw new ConfigError(`DATABASE_URL: the log of ${folder} was moved to a PostgreSQL: give its address`)
  return new SqliteLog(file, archiveFolder)
}

/** Takes away what a world's folder does not hold of its log: an exercise starts on an empty one. */
export async function dropLog({ databaseUrl }: Store, world: string): Promise<void> {
  if (!databaseUrl) return
  const { dropWorld } = await import('./postgres-schema.ts')
  await dropWorld(databaseUrl, world)
}
