import { statfs } from 'node:fs/promises'
import type { Alarm } from '../../shared/situation/items.ts'
import type { Condition } from './conditions.ts'

/** Free shares below which it is told: long before full, while somebody can still act. */
const marks: readonly [share: number, level: Condition['level']][] = [
  [0.03, 3],
  [0.1, 2],
  [0.2, 1],
]
/** What was told stays told until this much more is free: no alarm that comes and goes with every backup. */
const slack = 0.02

/** Free share (0 to 1) and bytes of the disk that holds a folder. */
interface Room {
  share: number
  bytes: number
}

/** Room as an account without privileges has it. */
export async function roomIn(folder: string): Promise<Room> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return { share: blocks > 0 ? bavail / blocks : 1, bytes: bavail * bsize }
}

/** How grave it is; `before` is the level that was told last, 0 for none. */
export function diskLevel(share: number, before: number): 0 | Condition['level'] {
  for (const [mark, level] of marks) if (share < mark + (level <= before ? slack : 0)) return level
  return 0
}

export function diskCondition(name: string, { share, bytes }: Room, before: number): Condition | undefined {
  const level = diskLevel(share, before)
  if (level === 0) return undefined
  const free = `${Math.floor(share * 100)} % (${(bytes / 1e9).toFixed(1).replace('.', ',')} GB)`
  return { rule: 'ruang-disk', about: name, level, message: `Ruang disk ${name} tinggal ${free}` }
}

/** How long a disk may take to say how full it is. */
const patienceMs = 2_000

/** Looks at the folders that fill: by the name people know, where each lies. */
export class Disks {
  readonly #folders: readonly (readonly [name: string, folder: string])[]
  /** A share that is away holds whoever asks it: it is not asked again before it answered. */
  readonly #asked = new Map<string, Promise<Room | undefined>>()

  constructor(folders: readonly (readonly [name: string, folder: string])[]) {
    this.#folders = folders
  }

  /** What of them needs a person; what stands already is told by `alarms`. */
  async look(alarms: ReadonlyMap<string, Alarm>): Promise<Condition[]> {
    return (await this.rooms()).flatMap(({ name, room }) => {
      const told = alarms.get(`ruang-disk:${name}`)
      if (room === 'hangs') {
        const message = `Disk ${name} tidak menjawab: apakah share-nya terputus?`
        return { rule: 'ruang-disk', about: name, level: 2, message } as const
      }
      const before = told && told.state !== 'returned' ? told.level : 0
      return (room && diskCondition(name, room, before)) ?? []
    })
  }

  /** What each has free; undefined where the folder is not there. */
  rooms(): Promise<{ name: string; room: Room | 'hangs' | undefined }[]> {
    return Promise.all(
      this.#folders.map(async ([name, folder]) => ({ name, room: await this.#roomIn(folder) })),
    )
  }

  async #roomIn(folder: string): Promise<Room | 'hangs' | undefined> {
    let asking = this.#asked.get(folder)
    if (!asking) {
      // A folder that is not there is told by the backup that fails.
      asking = roomIn(folder)
        .catch(() => undefined)
        .finally(() => this.#asked.delete(folder))
      this.#asked.set(folder, asking)
    }
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<'hangs'>((done) => (timer = setTimeout(() => done('hangs'), patienceMs)))
    return Promise.race([asking, late]).finally(() => clearTimeout(timer))
  }
}
