import { lock } from '../lock.ts'
import { rotateVaultKey } from '../vault/installation-key.ts'
import { misused, words, type Run } from './command.ts'
import { openVault } from './open-data.ts'

const usage = 'vault rotate'

/** `ruang vault rotate`: a new installation key for the vault; not while a server runs. */
export const vault: Run = async ({ args: [action = '', ...args], config, print, warn, signal }) => {
  if (action !== 'rotate') throw misused('vault rotate', usage)
  words(args, usage, {}, 0)
  const configured = config()
  openVault(configured).close()
  const held = lock(configured.DATA_DIR)
  try {
    // Nobody stops what follows half way.
    signal()
    print(`${rotateVaultKey(configured.DATA_DIR)} records are wrapped by a new key`)
    warn('backups made before hold the old key: make a new one, and throw them away in their time')
    return 0
  } finally {
    held.release()
  }
}
