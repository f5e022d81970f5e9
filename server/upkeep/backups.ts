import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Source } from '../../shared/situation/items.ts'

/** When and where backups are taken, from the configuration. */
export interface BackupPlan {
  folder: string
  /** A folder elsewhere, e.g. a mounted share. */
  copyFolder: string | undefined
  everyHours: number
  keep: number
}

/** A backup that failed is tried again after this. */
const againMs = 15 * 60_000
const mostMs = 60 * 60_000
const named = /^ruang-\d{8}T\d{6}Z\.backup$/
const ruang = join(import.meta.dirname, '..', 'cli', 'ruang.ts')

/** The two things that are watched like any other source: that a backup was taken and restores, and that its copy does. */
export const backupSources = { taken: 'cadangan', copied: 'cadangan-luar' } as const

/** What they promise; late once a whole round and a quarter passed without a good one. */
export function declarations({ everyHours, copyFolder }: BackupPlan) {
  const everySeconds = everyHours * 3_600
  const data = { owner: 'Diskominfo', everySeconds, lateAfterSeconds: Math.round(everySeconds * 1.25) }
  const declared = (subject: string, title: string) => ({
    type: 'source.declared',
    subject,
    data: { ...data, title },
  })
  const taken = declared(backupSources.taken, 'Cadangan data')
  return copyFolder ? [taken, declared(backupSources.copied, 'Salinan cadangan di luar')] : [taken]
}

/** Whether it is time: never heard, a round ago, or failed a while ago. `tried`: ms of the last attempt. */
export function isDue(
  source: Source | undefined,
  { everyHours }: BackupPlan,
  now: number,
  tried: number,
): boolean {
  if (now - tried < againMs) return false
  const heard = source?.heard ? Date.parse(source.heard) : 0
  return now - heard >= everyHours * 3_600_000
}

/**
 * Takes a backup in a process of its own, restores it for trial (`ruang drill`), copies it to the other place and tries
 * that copy too; then lets the oldest go. Answers what is to be said of each source.
 */
export async function takeBackup(plan: BackupPlan, now: number, signal: AbortSignal) {
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const file = `ruang-${stamp}.backup`
  const said: Record<string, unknown>[] = []
  const attempt = async (subject: string, act: () => Promise<unknown>): Promise<boolean> => {
    const asOf = new Date(now).toISOString()
    try {
      await act()
      said.push({ type: 'source.heard', subject, data: { asOf, items: 1 } })
      return true
    } catch (error) {
      said.push({ type: 'source.failed', subject, data: { reason: reasonOf(error) } })
      return false
    }
  }
  const here = join(plan.folder, file)
  const taken = await attempt(backupSources.taken, async () => {
    await mkdir(plan.folder, { recursive: true, mode: 0o700 })
    await command(['backup', here], signal)
    await command(['drill', here], signal)
    await prune(plan.folder, plan.keep)
  })
  const { copyFolder } = plan
  if (copyFolder) {
    await attempt(backupSources.copied, async () => {
      if (!taken) throw new Error('tidak ada cadangan baru untuk disalin')
      const there = join(copyFolder, file)
      // The folder is not made: where the share is not mounted, a copy beside the original helps nobody.
      if (!(await stat(copyFolder)).isDirectory()) throw new Error(`${copyFolder} is no folder`)
      await copyFile(here, `${there}.part`, constants.COPYFILE_EXCL)
      await rename(`${there}.part`, there)
      await command(['drill', there], signal)
      await prune(copyFolder, plan.keep)
    })
  }
  return said
}

async function command(args: string[], signal: AbortSignal): Promise<void> {
  await promisify(execFile)(process.execPath, [ruang, ...args], { timeout: mostMs, signal })
}

/** Lets all go but the newest, and parts that an end of the machine left behind. */
async function prune(folder: string, keep: number): Promise<void> {
  const names = await readdir(folder)
  const old = names.filter((name) => named.test(name)).toSorted()
  const parts = names.filter((name) => name.endsWith('.backup.part'))
  for (const name of [...old.slice(0, -keep), ...parts]) await rm(join(folder, name), { force: true })
}

/** A command's own line where there is one. */
function reasonOf(error: unknown): string {
  const told = error instanceof Error && 'stderr' in error ? String(error.stderr) : ''
  const text = told.trim() || (error instanceof Error ? error.message : String(error))
  return text
    .replace(/\s+/g, ' ')
    .replace(/^ruang: /, '')
    .slice(0, 500)
}
