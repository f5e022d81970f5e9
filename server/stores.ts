import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { vapidKeys, type VapidKeys } from './outbox/push.ts'
import { QuarantineFile, type Quarantine } from './quarantine.ts'
import type { Common } from './registers/common-pool.ts'
import { OutboxFile, type OutboxStore } from './registers/outbox-store.ts'
import { folderRoster, type Roster } from './roster.ts'

/** What leaves the room: its targets, and the keys that browsers subscribe with. */
export interface Outbox {
  store: OutboxStore
  vapid: VapidKeys
}

/** What stands beside the logs: with DATABASE_URL one for all nodes, else in files of DATA_DIR. */
interface Stores {
  common: Common | undefined
  quarantine: Quarantine
  outbox: Outbox
  close: () => Promise<void>
}

/** Rejects with LogUnavailable. */
export async function openStores({
  DATA_DIR,
  DATABASE_URL,
}: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>): Promise<Stores> {
  const file = join(DATA_DIR, 'outbox.db')
  const { common, quarantine, store } = DATABASE_URL
    ? await openInCommon(DATABASE_URL)
    : { quarantine: new QuarantineFile(join(DATA_DIR, 'quarantine.db')), store: new OutboxFile(file) }
  if (common && existsSync(file)) await takeAlong(file, store)
  if (common) await knowOwn(DATA_DIR, await rosterOf({ DATA_DIR, DATABASE_URL }, common))
  const close = async () => {
    await quarantine.close()
    await store.close()
    await common?.close()
  }
  return { common, quarantine, outbox: { store, vapid: vapidKeys(DATA_DIR) }, close }
}

/** Writes the targets that all nodes share into an outbox.db of their own, for a backup: what waits is told by the nodes. */
export async function targetsInto(file: string, databaseUrl: string): Promise<void> {
  const { common, store } = await openInCommon(databaseUrl)
  const copy = new OutboxFile(file)
  try {
    for (const target of await store.targets()) copy.putTarget(target)
  } finally {
    copy.close()
    await common.close()
  }
}

/** What speaks to a PostgreSQL is loaded where there is one. */
async function openInCommon(databaseUrl: string) {
  const [{ openCommon }, { CommonQuarantine }, { commonOutbox }] = await Promise.all([
    import('./registers/common-pool.ts'),
    import('./registers/common-quarantine.ts'),
    import('./registers/common-outbox.ts'),
  ])
  const common = await openCommon(databaseUrl)
  return { common, quarantine: new CommonQuarantine(common), store: commonOutbox(common) }
}

/** The targets that this node had for itself become everybody's; what waits in the file is told from the log by nobody twice. */
async function takeAlong(file: string, store: OutboxStore): Promise<void> {
  const own = new OutboxFile(file)
  for (const target of own.targets()) await store.putTarget(target)
  own.close()
  renameSync(file, `${file}.moved`)
}

/** The exercises that this node had for itself are known to all from now on. */
async function knowOwn(dataDir: string, common: Roster): Promise<void> {
  const own = folderRoster(dataDir)
  const known = new Set(await common.names())
  for (const name of await own.names()) {
    const started = known.has(name) ? undefined : await own.read(name).catch(() => undefined)
    if (started) await common.put(started)
  }
  await common.close()
}

/** Which exercises there are: those that all nodes know, or those of the folders here. */
export async function rosterOf(
  { DATA_DIR, DATABASE_URL }: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>,
  common: Common | undefined,
): Promise<Roster> {
  if (!common || !DATABASE_URL) return folderRoster(DATA_DIR)
  const { commonRoster } = await import('./registers/common-exercises.ts')
  return commonRoster(common, DATABASE_URL)
}
