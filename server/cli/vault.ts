import { lock } from '../lock.ts'
import { rotateVaultKey } from '../vault/installation-key.ts'
import { rotatePostgresVault } from '../vault/postgres-rotate.ts'
import { misused, words, type Run } from './command.ts'
import { checkVault } from './open-data.ts'

const usage = 'vault rotate'

/** `ruang vault rotate`: a new installation key for the vault; not while a server runs. */
export const vault: Run = async ({ args: [action = '', ...args], config, print, warn, signal }) => {
  if (action !== 'rotate') throw misused('vault rotate', usage)
  words(args, usage, {}, 0)
  const configured = config()
  checkVault(configured)
  const held = lock(configured.DATA_DIR)
  try {
    // Nobody stops what follows half way.
    signal()
    const { DATA_DIR, DATABASE_URL } = configured
    const rotated = DATABASE_URL
      ? await rotatePostgresVault(DATABASE_URL, DATA_DIR)
      : rotateVaultKey(DATA_DIR)
    print(`${rotated} records are wrapped by a new key`)
    if (DATABASE_URL) warn('copy DATA_DIR/secrets/vault to the other nodes before they start')
    warn('backups made before hold the old key: make a new one, and throw them away in their time')
    return 0
  } finally {
    held.release()
  }
}
