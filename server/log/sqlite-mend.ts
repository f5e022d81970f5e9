import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { chainHash } from './chain.ts'
import { LogUnavailable, type Head } from './log.ts'
import { rowsOf, someRows } from './sqlite-rows.ts'

const chunkBytes = 1 << 20

/**
 * After a failed fsync the kernel may show bytes that never reached the disk and calls them clean: a second fsync then
 * says yes to nothing (https://wiki.postgresql.org/wiki/Fsync_Errors). So what the write-ahead file shows is written over
 * itself, which makes it new to the kernel, and synced. Throws where that fails too. Nobody may have the log open.
 */
export function settle(file: string): void {
  const wal = openThere(`${file}-wal`)
  if (wal === undefined) return
  try {
    const chunk = Buffer.alloc(chunkBytes)
    for (let at = 0; ;) {
      const bytes = readSync(wal, chunk, 0, chunkBytes, at)
      if (bytes === 0) break
      at += writeSync(wal, chunk, 0, bytes, at)
    }
    fsyncSync(wal)
  } finally {
    closeSync(wal)
  }
}

function openThere(name: string): number | undefined {
  try {
    return openSync(name, 'r+')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Checks that a log that was opened anew still has the row we stood at, and that what follows continues its chain. */
export function checkSince(db: DatabaseSync, { seq, hash }: Head): void {
  const lost = new LogUnavailable(
    `the log no longer holds what was acknowledged up to seq ${seq}: restore a backup`,
  )
  if (seq > 0 && someRows(db, seq - 1, 1)[0]?.hash !== hash) throw lost
  let [last, chained] = [seq, hash]
  for (const row of rowsOf(db, seq)) {
    chained = chainHash(chained, ++last, row.recorded, row.body)
    if (row.seq !== last || row.hash !== chained) throw lost
  }
}

/** An error of the file as what it means to whoever asked. */
export function unavailable(what: string, error: unknown): LogUnavailable {
  if (error instanceof LogUnavailable) return error
  return new LogUnavailable(`the log cannot be ${what}: ${error instanceof Error ? error.message : error}`)
}
