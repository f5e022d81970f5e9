import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { secret } from '../secrets.ts'
import { openFileStore, type Store } from './store.ts'

/** The store of this installation: PostgreSQL where DATABASE_URL names one, else access.db. Throws LogUnavailable. */
export async function openStore({
  DATA_DIR,
  DATABASE_URL,
}: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>): Promise<Store> {
  if (!DATABASE_URL) return openFileStore(join(DATA_DIR, 'access.db'))
  const mark = createHash('sha256').update('people').update(secret(DATA_DIR, 'people')).digest('hex')
  const { openPostgresStore } = await import('./postgres-store.ts')
  return openPostgresStore(DATABASE_URL, mark)
}
