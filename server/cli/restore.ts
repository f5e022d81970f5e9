import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { exchange, isCutOff, staging } from '../exchange.ts'
import { lock } from '../lock.ts'
import { renewEpoch } from '../log/renew-epoch.ts'
import { verifyFile } from '../log/verify-file.ts'
import { missingMedia } from './backup/media-index.ts'
import { checkBackup, unpack } from './backup/read.ts'
import { words, type Run } from './command.ts'
import { logsOf } from './data-folder.ts'
import { exit, Failure } from './failure.ts'
import { passphrase } from './passphrase.ts'

/** What stays where it is: the lock, what earlier restores put aside, and photos, which no restore changes. */
const stays = /^(lock|lock\.new|lock\.db.*|media|originals|before-restore-.*|restore\.(part|json|json\.new))$/

/** `ruang restore FILE`: puts a backup in the place of the data folder's files, which are kept aside. The log gets a new epoch. */
export const restore: Run = async ({ args, config, print, warn, signal }) => {
  const [file = ''] = words(args, 'restore FILE', {}, 1).positionals
  const { DATA_DIR, DATABASE_URL } = config()
  if (DATABASE_URL) {
    const how = 'restore without it, then ruang move --to an empty database'
    throw new Failure(
      `a backup is restored into DATA_DIR, but DATABASE_URL is set: ${how}`,
      exit.configuration,
    )
  }
  const fresh = !existsSync(DATA_DIR)
  const held = lock(DATA_DIR)
  const staged = join(DATA_DIR, staging)
  try {
    const whole = await checkBackup(file, await passphrase(false))
    await rm(staged, { recursive: true, force: true })
    await mkdir(staged, { mode: 0o700 })
    await unpack(whole, staged)
    const worlds = checkLogs(staged)
    // Nobody stops what follows half way.
    signal()
    const aside = await putInPlace(DATA_DIR)
    print(`restored the backup of ${whole.made}: ${worlds}`)
    if (aside) print(`the files that were here before are in ${aside}`)
    const { all, missing } = missingMedia(DATA_DIR)
    if (missing > 0)
      warn(`${missing} of ${all} photos are missing: copy the folders media and originals into ${DATA_DIR}`)
    return exit.done
  } finally {
    if (!isCutOff(DATA_DIR)) await rm(staged, { recursive: true, force: true })
    held.release()
    if (fresh && (await readdir(DATA_DIR)).every((name) => stays.test(name)))
      await rm(DATA_DIR, { recursive: true })
  }
}

/** Checks the chain of every log before anything is put in place, and gives each its new epoch. */
function checkLogs(staged: string): string {
  const logs = [...logsOf(staged)]
  if (logs.length === 0) throw new Failure('the backup holds no log; nothing was changed')
  const told = logs.map(([world, file]) => {
    const { rows, bad, reason } = verifyFile(file)
    if (bad === undefined) return `${world} up to seq ${rows}`
    const where = `the log of the world ${world} in the backup is broken, first bad seq ${bad}`
    throw new Failure(`${where}: ${reason ?? ''}; nothing was changed`)
  })
  for (const [, file] of logs) renewEpoch(file)
  return told.join(', ')
}

/** Moves what is there aside and the restored files in. Answers where the old ones are. */
async function putInPlace(dataDir: string): Promise<string | undefined> {
  const restored = await readdir(join(dataDir, staging))
  // A certificate that the backup does not replace goes on being used.
  const isKept = (name: string) => stays.test(name) || (name === 'tls' && !restored.includes(name))
  const old = (await readdir(dataDir)).filter((name) => !isKept(name))
  const aside = `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
  exchange(dataDir, { aside, old, restored })
  return old.length > 0 ? join(dataDir, aside) : undefined
}
