import { statfs } from 'node:fs/promises'
import { Failure } from '../failure.ts'

/** What is left free for the server, which writes on: a share of the disk, or so many bytes. */
const [leastShare, leastBytes] = [0.02, 200e6]
const inWords = (bytes: number): string =>
  bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`

/** Throws Failure where a folder's disk has no room for so many bytes: a backup must never be what fills the disk. */
export async function checkRoom(folder: string, bytes: number): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(folder)
  const free = bavail * bsize - Math.min(blocks * bsize * leastShare, leastBytes)
  if (free >= bytes) return
  throw new Failure(
    `no room in ${folder}: it needs ${inWords(bytes)}, ${inWords(Math.max(0, free))} are to spare`,
  )
}
