import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'

/** Gives a restored SQLite log a new epoch: no screen may go on from a position of the log before. Answers it. */
export function renewEpoch(file: string): string {
  const db = new DatabaseSync(file)
  const epoch = randomUUID()
  db.exec('PRAGMA synchronous = FULL')
  db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('epoch', ?)").run(epoch)
  db.close()
  return epoch
}
