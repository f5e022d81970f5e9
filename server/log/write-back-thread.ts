import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { done, failed, type Order } from './sqlite-write-back.ts'

/** Writes back what the write-ahead file holds now, durably; who writes the log goes on meanwhile. Throws where that fails. */
function writeBack(file: string): void {
  const there = pathToFileURL(file)
  // A log that is gone is not made anew.
  there.searchParams.set('mode', 'rw')
  const db = new DatabaseSync(there)
  try {
    db.exec('PRAGMA synchronous = FULL')
    if (db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.busy !== 0)
      throw new Error('somebody else does it')
  } finally {
    db.close()
  }
}

parentPort?.on('message', ({ file, standing }: Order) => {
  let outcome: number = failed
  try {
    writeBack(file)
    outcome = done
  } catch {} // SQLite tries again at a later commit of whoever writes the log, who is told then.
  Atomics.store(standing, 0, outcome)
  Atomics.notify(standing, 0)
})
