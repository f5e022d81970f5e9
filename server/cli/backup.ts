import { existsSync, readdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { peopleInto } from '../access/carry-people.ts'
import { copyDatabase } from '../log/copy-database.ts'
import { copyWorld } from '../log/postgres-copy.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { targetsInto } from '../stores.ts'
import { copyVault } from '../vault/carry-over.ts'
import { verifyFile } from '../log/verify-file.ts'
import { mediaIndex, writeMediaIndex } from './backup/media-index.ts'
import { checkRoom } from './backup/room.ts'
import { writeBackup, type Packed } from './backup/write.ts'
import { words, type Run } from './command.ts'
import { foldersIn } from './data-folder.ts'
import { exit, Failure, oneLine } from './failure.ts'
import { passphrase } from './passphrase.ts'

/** Made again from the log, or of this moment only. */
const left = /(^|\/)(registers|lock)\.db$/
/** The log holds no personal data and every vault record is encrypted: these can be read without the passphrase. */
const plain = /(^|\/)(log\.db|world\.json|archive\/[^/]+)$|^vault\.db$|^regions\//

const isLog = (name: string): boolean => /(^|\/)log\.db$/.test(name)

/**
 * `ruang backup FILE`: one file with all that cannot be made again, taken beside a running server. Of photos it holds the
 * index: `media` and `originals` are copied as files.
 */
export const backup: Run = async ({ args, config, print, signal }) => {
  const [file = ''] = words(args, 'backup FILE', {}, 1).positionals
  const { DATA_DIR, DATABASE_URL } = config()
  const names = filesOf(DATA_DIR)
  if (!DATABASE_URL && !names.some(isLog)) throw new Failure(`there is no log in ${DATA_DIR}: see DATA_DIR`)
  const to = resolve(file)
  const folder = await stat(dirname(to)).catch(() => undefined)
  if (!folder?.isDirectory()) throw new Failure(`there is no folder ${dirname(to)}`)
  if ((await stat(to).catch(() => undefined))?.isDirectory())
    throw new Failure(`${to} is a folder: name a file`)
  const secretWord = await passphrase(true)
  const stopped = signal()
  const bytes = await bytesIn(DATA_DIR, names)
  // Once as copies, once packed.
  await checkRoom(dirname(to), 2 * bytes)
  const copies = await mkdtemp(join(dirname(to), '.ruang-backup-')).catch((error: unknown) => {
    throw new Failure(`cannot write in ${dirname(to)}: ${oneLine(error)}`)
  })
  // What goes in sealed is copied where it lies anyway: a place for backups may be open to others.
  const inside = await mkdtemp(join(DATA_DIR, '.ruang-backup-'))
  try {
    const packed = DATABASE_URL ? await logsFrom(DATABASE_URL, DATA_DIR, copies) : []
    for (const name of names) {
      if (DATABASE_URL && (isLog(name) || name === 'vault.db' || name === 'outbox.db')) continue
      stopped.throwIfAborted()
      const one = await copied(DATA_DIR, name, plain.test(name) ? copies : inside)
      if (DATABASE_URL && name === 'access.db') await ours(peopleInto(one.path, config()), 'people')
      packed.push(one)
    }
    if (DATABASE_URL) {
      const path = join(inside, 'outbox.db')
      await ours(targetsInto(path, DATABASE_URL), 'the targets of the outbox')
      packed.push({ file: 'outbox.db', path, sealed: true })
    }
    const index = join(inside, mediaIndex)
    writeMediaIndex(DATA_DIR, index)
    packed.push({ file: mediaIndex, path: index, sealed: true })
    const events = checkLogs(packed, DATA_DIR)
    const written = await writeBackup(to, secretWord, packed, stopped)
    print(`${to}: ${packed.length} files, ${written} bytes, ${events}`)
    return exit.done
  } finally {
    for (const folder of [copies, inside]) await rm(folder, { recursive: true, force: true })
  }
}

async function bytesIn(dataDir: string, names: readonly string[]): Promise<number> {
  const sizes = names.map((name) => stat(join(dataDir, name)).catch(() => undefined))
  return (await Promise.all(sizes)).reduce((sum, found) => sum + (found?.size ?? 0), 0)
}

/** What goes into a backup, by its path in the data folder: logs first, so that the vault's copy holds all they refer to. */
function filesOf(dataDir: string): string[] {
  const databases = (folder: string) =>
    listed(dataDir, folder).filter((name) => name.endsWith('.db') && !left.test(name))
  const archived = (folder: string) => listed(dataDir, folder).filter((name) => !name.endsWith('.part'))
  const worlds = foldersIn(join(dataDir, 'worlds')).map((name) => `worlds/${name}`)
  const regions = foldersIn(join(dataDir, 'regions'))
    .filter((name) => !name.endsWith('.part'))
    .map((name) => `regions/${name}`)
  const kept = [
    ...databases(''),
    ...archived('archive'),
    ...worlds.flatMap((world) => [
      ...databases(world),
      ...archived(`${world}/archive`),
      `${world}/world.json`,
    ]),
    ...listed(dataDir, 'secrets'),
    ...listed(dataDir, 'tls'),
    ...regions.flatMap((region) => listed(dataDir, region).filter((name) => !name.endsWith('.part'))),
  ]
  return kept.sort((a, b) => Number(isLog(b)) - Number(isLog(a)))
}

async function ours(copying: Promise<void>, what: string): Promise<void> {
  await copying.catch((error: unknown) => {
    throw new Failure(`${what} cannot be copied: ${inWords(error)}`)
  })
}

/** The logs and the vault of a PostgreSQL, each as the SQLite file that a restore puts in place. */
async function logsFrom(url: string, dataDir: string, copies: string): Promise<Packed[]> {
  const packed: Packed[] = []
  for (const world of ['real', ...foldersIn(join(dataDir, 'worlds'))]) {
    const file = world === 'real' ? 'log.db' : `worlds/${world}/log.db`
    const path = join(copies, file)
    await mkdir(dirname(path), { recursive: true })
    const there = await copyWorld(url, world, path).catch((error: unknown) => {
      throw new Failure(`the log of the world ${world} cannot be copied: ${inWords(error)}`)
    })
    if (there) packed.push({ file, path, sealed: false })
  }
  if (packed.length === 0) throw new Failure('there is no log in the database: see DATABASE_URL')
  const path = join(copies, 'vault.db')
  await copyVault(url, path)
  packed.push({ file: 'vault.db', path, sealed: false })
  return packed
}

function listed(dataDir: string, folder: string): string[] {
  const path = join(dataDir, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => (folder ? `${folder}/${name}` : name))
    .sort()
}

async function copied(dataDir: string, file: string, copies: string): Promise<Packed> {
  const sealed = !plain.test(file)
  if (!file.endsWith('.db')) return { file, path: join(dataDir, file), sealed }
  const path = join(copies, file)
  await mkdir(dirname(path), { recursive: true })
  await copyDatabase(join(dataDir, file), path).catch((error: unknown) => {
    throw new Failure(`${file} cannot be copied: ${oneLine(error)}`)
  })
  return { file, path, sealed }
}

/** A log that would be refused at the restore is refused now, while the operator can still do something. */
function checkLogs(packed: readonly Packed[], dataDir: string): string {
  const counted = packed
    .filter(({ file }) => isLog(file))
    .map(({ file, path }) => {
      const { rows, bad, reason } = verifyFile(path, join(dataDir, dirname(file), 'archive'))
      if (bad === undefined) return `${file} up to seq ${rows}`
      throw new Failure(`${file} is broken, first bad seq ${bad}: ${reason ?? ''}; no backup was written`)
    })
  return counted.join(', ')
}
