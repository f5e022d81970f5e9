import type { DatabaseSync } from 'node:sqlite'

/** How a SQLite file is opened that must not lose what was acknowledged: durable at each commit, readers undisturbed. */
export const durable = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;'

/** Writes in one transaction: all or none. */
export function allOrNone<T>(db: DatabaseSync, act: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const done = act()
    db.exec('COMMIT')
    return done
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}
