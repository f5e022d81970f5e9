import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { syncFolder, writeDurably } from './durable-file.ts'

/** Where a restore lays its files down before they take the place of those that are there. */
export const staging = 'restore.part'
/** What is to be exchanged: written down before the first file moves. */
const planFile = 'restore.json'

const plan = z.strictObject({
  /** The folder, in the data folder, that takes what was there. */
  aside: z.string(),
  old: z.array(z.string()),
  restored: z.array(z.string()),
})
type Plan = z.infer<typeof plan>

/** Puts the restored files in the place of the old ones: all of them, even if it is killed in the middle (`endExchange`). */
export function exchange(dataDir: string, wanted: Plan): void {
  const staged = join(dataDir, staging)
  for (const entry of readdirSync(staged, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) syncFolder(join(entry.parentPath, entry.name))
  syncFolder(staged)
  writeDurably(join(dataDir, `${planFile}.new`), JSON.stringify(wanted))
  renameSync(join(dataDir, `${planFile}.new`), join(dataDir, planFile))
  syncFolder(dataDir)
  endExchange(dataDir)
}

/** Whether an exchange was begun and has not come to its end. */
export const isCutOff = (dataDir: string): boolean => existsSync(join(dataDir, planFile))

/**
 * Ends what a restore began: one that was killed while it exchanged files goes on to its end, one that was killed before has
 * changed nothing. For whoever holds the data folder. Throws the disk's error; the next call goes on.
 */
export function endExchange(dataDir: string): void {
  if (isCutOff(dataDir)) {
    const file = join(dataDir, planFile)
    const { aside, old, restored } = plan.parse(JSON.parse(readFileSync(file, 'utf8')))
    if (old.length > 0) mkdirSync(join(dataDir, aside), { recursive: true, mode: 0o700 })
    // A name that stands aside already is now that of a restored file.
    for (const name of old)
      if (!existsSync(join(dataDir, aside, name))) move(join(dataDir, name), join(dataDir, aside, name))
    for (const name of restored) move(join(dataDir, staging, name), join(dataDir, name))
    syncFolder(dataDir)
    rmSync(file)
  }
  rmSync(join(dataDir, staging), { recursive: true, force: true })
}

function move(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to)
}
