import { backup, DatabaseSync } from 'node:sqlite'

/** More pages than any file has: the copy is made in one step, of one moment, however much is written meanwhile. */
const inOneStep = 2_000_000_000

/** Copies a SQLite file as it stands now, beside whoever writes it. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 5_000 })
  try {
    await backup(db, to, { rate: inOneStep })
  } finally {
    db.close()
  }
}
