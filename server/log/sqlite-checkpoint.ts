import type { DatabaseSync } from 'node:sqlite'
import type { Checkpoint } from './log.ts'

/** Keeps a checkpoint, one a day; those of other folds end with it. */
export function keepCheckpoint(db: DatabaseSync, { seq, recorded, fold, body }: Checkpoint): void {
  db.prepare('INSERT OR REPLACE INTO checkpoint (day, seq, recorded, fold, body) VALUES (?, ?, ?, ?, ?)').run(
    recorded.slice(0, 10),
    ...[seq, recorded, fold, body],
  )
  db.prepare('DELETE FROM checkpoint WHERE fold <> ?').run(fold)
}

export function findCheckpoint(db: DatabaseSync, fold: string, at: string): Checkpoint | undefined {
  return db
    .prepare('SELECT * FROM checkpoint WHERE fold = ? AND recorded <= ? ORDER BY seq DESC LIMIT 1')
    .get(fold, at) as unknown as Checkpoint | undefined
}
