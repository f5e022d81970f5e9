import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'

/** What SQLite writes before it checkpoints: 1,000 pages of 4 kB. */
const roomBytes = 4 << 20

/**
 * Fills the write-ahead file of a log that was just opened with zeros up to the size that it grows to anyway: a sync of bytes
 * within a file takes half of one that has to note a new size, too. SQLite reads no frame whose checksum is not right, so
 * it takes them for what an earlier round left. Where there is no room for them nothing is changed.
 */
export function makeRoom(file: string): void {
  const wal = openSync(`${file}-wal`, 'r+')
  try {
    const { size } = fstatSync(wal)
    if (size >= roomBytes) return
    try {
      const zeros = Buffer.alloc(64 * 1024)
      for (let at = size; at < roomBytes;)
        at += writeSync(wal, zeros, 0, Math.min(zeros.length, roomBytes - at), at)
      fdatasyncSync(wal)
    } catch {
      ftruncateSync(wal, size)
    }
  } finally {
    closeSync(wal)
  }
}
