import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, type Config } from '../config.ts'
import { keyFits } from './check-file.ts'
import { vaultKey } from './installation-key.ts'
import type { VaultStore } from './store.ts'
import { Vault } from './vault.ts'

/** The vault of this installation: with DATABASE_URL one for all nodes. Throws ConfigError, LogUnavailable. */
export async function openVault({
  DATA_DIR,
  DATABASE_URL,
}: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>): Promise<VaultStore> {
  if (DATABASE_URL) {
    const { openPostgresVault } = await import('./postgres-vault.ts')
    return openPostgresVault(DATABASE_URL, DATA_DIR)
  }
  const [file, keyFile] = [join(DATA_DIR, 'vault.db'), join(DATA_DIR, 'secrets', 'vault')]
  // A new key in the place of a lost one would hide that nothing of before can be read, until somebody has to.
  const key = existsSync(keyFile) || keyFits(file, undefined) === 'none' ? vaultKey(DATA_DIR) : undefined
  if (!key || keyFits(file, key) === false)
    throw new ConfigError(
      `DATA_DIR: ${keyFile} is ${key ? 'another key than the one of' : 'gone, and with it the key of'} vault.db: put it back from a backup`,
    )
  return new Vault(file, key)
}
