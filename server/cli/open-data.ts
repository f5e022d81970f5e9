import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { holderOf, lock, type Holder } from '../lock.ts'
import { Quarantine } from '../quarantine.ts'
import { openGround } from '../regions/ground.ts'
import { vaultKey } from '../vault/installation-key.ts'
import { Vault } from '../vault/vault.ts'
import { Worlds } from '../worlds.ts'
import { exit, Failure } from './failure.ts'

/** What a command that records needs of a data folder no server runs on. */
export interface Data {
  worlds: Worlds
  vault: Vault
  quarantine: Quarantine
  close: () => Promise<void>
}

/** The server that runs on this data folder, if one does. Throws Failure while it is still starting. */
export function runningServer({ DATA_DIR }: Config): Holder | undefined {
  const holder = holderOf(DATA_DIR)
  if (!holder || holder.address) return holder
  throw new Failure(`process ${holder.pid} holds ${DATA_DIR} and does not answer yet: try again`, exit.inUse)
}

/** Opens the data folder for this process alone. Throws Locked or ConfigError. */
export async function openData(config: Config): Promise<Data> {
  const ground = await openGround(config)
  const dataDir = config.DATA_DIR
  const held = lock(dataDir)
  const vault = new Vault(join(dataDir, 'vault.db'), vaultKey(dataDir))
  const quarantine = new Quarantine(join(dataDir, 'quarantine.db'))
  const worlds = new Worlds({ dataDir, databaseUrl: config.DATABASE_URL, vault, ...ground })
  const close = async () => {
    await worlds.close()
    vault.close()
    quarantine.close()
    held.release()
  }
  try {
    await worlds.openReal()
    await worlds.openExercises()
    return { worlds, vault, quarantine, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The vault alone, beside whoever uses it. Throws Failure where there is none. */
export function openVault({ DATA_DIR }: Config): Vault {
  const file = join(DATA_DIR, 'vault.db')
  if (!existsSync(file) || !existsSync(join(DATA_DIR, 'secrets', 'vault'))) {
    throw new Failure(`there is no vault in ${DATA_DIR}: see DATA_DIR`)
  }
  return new Vault(file, vaultKey(DATA_DIR))
}
