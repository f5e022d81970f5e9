import { join } from 'node:path'
import type { Log } from './log.ts'
import { PostgresLog } from './postgres.ts'
import { dropWorld } from './postgres-schema.ts'
import { SqliteLog } from './sqlite.ts'

/** Where logs are kept: in a PostgreSQL, each world in a schema of its own, or else each in a file of its world's folder. */
export interface Store {
  databaseUrl?: string | undefined
}

/** Opens a world's log, making it where there is none. Rejects with LogUnavailable. */
export async function openLog({ databaseUrl }: Store, world: string, folder: string): Promise<Log> {
  const archiveFolder = join(folder, 'archive')
  return databaseUrl
    ? PostgresLog.open(databaseUrl, world, {}, archiveFolder)
    : new SqliteLog(join(folder, 'log.db'), archiveFolder)
}

/** Takes away what a world's folder does not hold of its log: an exercise starts on an empty one. */
export async function dropLog({ databaseUrl }: Store, world: string): Promise<void> {
  if (databaseUrl) await dropWorld(databaseUrl, world)
}
