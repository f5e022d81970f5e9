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

/** The exercises of an installation: in the folders of DATA_DIR/worlds, or in the nodes' common PostgreSQL. */
export interface Roster {
  names: () => Promise<string[]>
  /** How one was set up. Rejects where that cannot be read. */
  read: (name: string) => Promise<Started>
  put: (started: Started) => Promise<void>
  /** Calls back when another node may have started one. */
  onChange: (changed: () => void) => void
  close: () => Promise<void>
}

/** The folder of an exercise: its log where that is a file, its registers, and how it was set up. */
export const folderOf = (dataDir: string, name: string): string => join(dataDir, 'worlds', name)

/** Makes the folder of an exercise anew, empty but for how it is set up. */
export function makeFolder(dataDir: string, started: Started): void {
  const folder = folderOf(dataDir, started.name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'world.json'), JSON.stringify(started))
}

/** The roster of an installation of one node: what its folders say. */
export function folderRoster(dataDir: string): Roster {
  return {
    names: async () => {
      try {
        return readdirSync(join(dataDir, 'worlds'))
      } catch {
        return []
      }
    },
    read: async (name) =>
      JSON.parse(readFileSync(join(folderOf(dataDir, name), 'world.json'), 'utf8')) as Started,
    put: async () => undefined,
    onChange: () => undefined,
    close: async () => undefined,
  }
}
