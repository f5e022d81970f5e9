import { statfs } from 'node:fs/promises'
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
export interface Room {
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
