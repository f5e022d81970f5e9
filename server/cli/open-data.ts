import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { holderOf, lock, type Holder } from '../lock.ts'
import type { Quarantine } from '../quarantine.ts'
import { openGround } from '../regions/ground.ts'
import { openStores, rosterOf } from '../stores.ts'
import { openVault } from '../vault/open.ts'
import type { VaultStore } from '../vault/store.ts'
import { Worlds } from '../worlds.ts'
import { exit, Failure } from './failure.ts'

/** What a command that records needs of a data folder no server runs on. */
interface Data {
  worlds: Worlds
  vault: VaultStore
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
  const vault = await openVault(config).catch((error: unknown) => {
    held.release()
    throw error
  })
  const { common, quarantine, close: closeStores } = await openStores(config)
  const store = { dataDir, databaseUrl: config.DATABASE_URL, vault, ...ground }
  const worlds = new Worlds(store, undefined, await rosterOf(config, common))
  const close = async () => {
    await worlds.close()
    await vault.close()
    await closeStores()
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

/** Throws Failure where there is no vault. */
export function checkVault({ DATA_DIR, DATABASE_URL }: Config): void {
  const there = (name: string) => existsSync(join(DATA_DIR, name))
  if (!there(join('secrets', 'vault')) || (!DATABASE_URL && !there('vault.db')))
    throw new Failure(`there is no vault in ${DATA_DIR}: see DATA_DIR`)
}
