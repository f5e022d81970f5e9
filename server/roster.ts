import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How an exercise is set up: its clock starts at `start` (ms UTC) and runs `rate` times as fast as ours. */
export interface Exercise {
  name: string
  title?: string
  start: number
  rate: number
}

/** One that was started, when by this machine's clock (ms UTC). */
export interface Started extends Exercise {
  startedAt: number
}

/** The folder of an exercise: its log where that is a file, its registers, and how it was set up. */
export const folderOf = (dataDir: string, name: string): string => join(dataDir, 'worlds', name)

/** The names of the exercises that were left running here. */
export function namesIn(dataDir: string): string[] {
  try {
    return readdirSync(join(dataDir, 'worlds'))
  } catch {
    return []
  }
}

/** How an exercise was set up. Throws where that cannot be read. */
export function readStarted(dataDir: string, name: string): Started {
  return JSON.parse(readFileSync(join(folderOf(dataDir, name), 'world.json'), 'utf8')) as Started
}

/** Makes the folder of an exercise anew, empty but for how it is set up. */
export function writeStarted(dataDir: string, started: Started): void {
  const folder = folderOf(dataDir, started.name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'world.json'), JSON.stringify(started))
}
