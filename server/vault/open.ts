import { join } from 'node:path'
import type { Config } from '../config.ts'
import { vaultKey } from './installation-key.ts'
import { openPostgresVault } from './postgres-vault.ts'
import type { VaultStore } from './store.ts'
import { Vault } from './vault.ts'

/** The vault of this installation: with DATABASE_URL one for all nodes. Throws ConfigError, LogUnavailable. */
export async function openVault({
  DATA_DIR,
  DATABASE_URL,
}: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>): Promise<VaultStore> {
  if (DATABASE_URL) return openPostgresVault(DATABASE_URL, DATA_DIR)
  return new Vault(join(DATA_DIR, 'vault.db'), vaultKey(DATA_DIR))
}
