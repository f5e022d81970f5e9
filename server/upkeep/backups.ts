import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Source } from '../../shared/situation/items.ts'
import type { Condition } from './conditions.ts'
import type { BackupPlan } from './plan.ts'
import { inIndonesian } from './trouble.ts'
import { work } from './work.ts'

/** What is to be said of a source. */
export type Said = { type: 'source.heard' | 'source.failed'; subject: string; data: Record<string, unknown> }

/** What failed is tried again after this. */
const againMs = 15 * 60_000
const hourMs = 3_600_000
const cli = (name: string): string => join(import.meta.dirname, '..', 'cli', name)
const shelf = join(import.meta.dirname, 'shelf.ts')

/** The two things that are watched like any other source: that a backup was taken and restores, and that its copy is whole. */
export const backupSources = { taken: 'cadangan', copied: 'cadangan-luar' } as const
const titles = { taken: 'Cadangan data', copied: 'Salinan cadangan di luar' } as const
type Which = keyof typeof backupSources

const lateAfterSeconds = ({ everyHours }: BackupPlan): number => Math.round(everyHours * 3_600 * 1.25)
const watched = ({ copyFolder }: BackupPlan): Which[] => (copyFolder ? ['taken', 'copied'] : ['taken'])

/** What they promise; late once a whole round and a quarter passed without a good one. */
export function declarations(plan: BackupPlan) {
  const everySeconds = plan.everyHours * 3_600
  return watched(plan).map((which) => ({
    type: 'source.declared',
    subject: backupSources[which],
    data: {
      ...{ owner: 'Diskominfo', everySeconds, lateAfterSeconds: lateAfterSeconds(plan) },
      title: titles[which],
    },
  }))
}

/** What of them needs a person: one that failed, with its reason; and that the last good one is too old, as soon as it is late. */
export function backupConditions(
  plan: BackupPlan,
  sources: ReadonlyMap<string, Source>,
  now: number,
): Condition[] {
  return watched(plan).flatMap((which): Condition[] => {
    const source = sources.get(backupSources[which])
    const since = source?.heard ?? source?.declared
    if (!source || since === undefined) return []
    const about = { rule: 'cadangan', about: source.id } as const
    const reason = source.failing?.reason ?? ''
    if (now - Date.parse(since) > lateAfterSeconds(plan) * 1_000) {
      const hours = Math.round(lateAfterSeconds(plan) / 3_600)
      const message = `${titles[which]} terlambat: tidak ada yang baik dalam ${hours} jam terakhir`
      return [{ ...about, level: 2, message: shortly(message, reason) }]
    }
    return reason ? [{ ...about, level: 1, message: shortly(`${titles[which]} gagal`, reason) }] : []
  })
}

const shortly = (message: string, reason: string): string =>
  (reason ? `${message}: ${reason}` : message).slice(0, 300)

/** Whether a backup is due: never taken, a round ago, or at a moment that is yet to come; `triedMs`: since the last attempt. */
export function isDue(
  source: Source | undefined,
  { everyHours }: BackupPlan,
  now: number,
  triedMs: number,
): boolean {
  if (triedMs < againMs) return false
  const ago = now - (source?.heard ? Date.parse(source.heard) : 0)
  // A clock that was wrong must not put the next backup off.
  return ago >= everyHours * hourMs || ago < -againMs
}

/** Which backup (the moment it was taken at) is yet to be copied, or copied again. */
export function copyDue(
  plan: BackupPlan,
  sources: ReadonlyMap<string, Source>,
  triedMs: number,
): string | undefined {
  const [taken, copied] = [sources.get(backupSources.taken), sources.get(backupSources.copied)]
  if (!plan.copyFolder || !taken?.asOf || triedMs < againMs) return undefined
  return copied?.asOf !== taken.asOf || copied.failing ? taken.asOf : undefined
}

const fileOf = (asOf: string): string => `ruang-${asOf.replaceAll(/[-:]|\.\d+/g, '')}.backup`

/**
 * Takes a backup in a process of its own under another name, restores it for trial (`ruang drill`: it must come to the
 * digest that the room had before), and only then gives it its name; looks after the older ones.
 */
export function takeBackup(
  { dataDir, folder, keep }: BackupPlan,
  asOf: string,
  before: { seq: number; digest: string },
  signal: AbortSignal,
): Promise<Said> {
  return attempt('taken', asOf, folder, async () => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const one of [dataDir, folder]) await sweep(one)
    const [name, untried] = [fileOf(asOf), join(folder, `${fileOf(asOf)}.uji`)]
    try {
      await work([cli('ruang.ts'), 'backup', untried], signal)
      const expected = before.seq > 0 ? ['--expect', `${before.seq}:${before.digest}`] : []
      await work([cli('ruang.ts'), 'drill', untried, ...expected], signal)
      await rename(untried, join(folder, name))
    } finally {
      await rm(untried, { force: true })
    }
    await work([shelf, folder, name, String(keep)], signal)
  })
}

/** Copies a backup to the other place, reads it back, and looks after the older copies; given up after a whole round. */
export function copyBackup(
  plan: BackupPlan,
  asOf: string,
  fresh: boolean,
  signal: AbortSignal,
): Promise<Said> {
  const { folder, copyFolder = '', keep, everyHours } = plan
  const from = join(folder, fileOf(asOf))
  return attempt('copied', asOf, copyFolder, () =>
    work(
      [shelf, copyFolder, basename(from), String(keep), from, ...(fresh ? ['first'] : [])],
      signal,
      everyHours * hourMs,
    ),
  )
}

async function attempt(
  which: Which,
  asOf: string,
  folder: string,
  act: () => Promise<unknown>,
): Promise<Said> {
  const subject = backupSources[which]
  try {
    await act()
    return { type: 'source.heard', subject, data: { asOf, items: 1 } }
  } catch (error) {
    return { type: 'source.failed', subject, data: { reason: inIndonesian(error, folder).slice(0, 500) } }
  }
}

const leftovers = /^\.ruang-(backup|drill)-|^ruang-\d{8}T\d{6}Z\.backup\.uji(\.part)?$/

/** Takes away what an end of the machine left behind of attempts before; what was touched within an hour may be somebody's. */
async function sweep(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => leftovers.test(one))) {
    const touched = (await stat(join(folder, name))).mtimeMs
    if (Math.abs(Date.now() - touched) > hourMs)
      await rm(join(folder, name), { recursive: true, force: true })
  }
}
