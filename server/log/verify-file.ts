import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Archive } from './archive/archive.ts'
import { checkWhole } from './archive/check.ts'
import type { ChainAnswer, ChainRow } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { entriesOf } from './sqlite-rows.ts'

/**
 * Reads a SQLite log read-only, beside a server that writes it, and checks its chain, the rows in archive files too.
 * Throws when the file cannot be opened as a log.
 */
export function verifyFile(file: string, archiveFolder = join(dirname(file), 'archive')): ChainAnswer {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  try {
    // One moment for the head and the rows, whatever is written meanwhile.
    db.exec('BEGIN')
    return checkDatabase(db, archiveFolder)
  } finally {
    db.close()
  }
}

/** The same where it is open. */
export function checkDatabase(db: DatabaseSync, archiveFolder: string): ChainAnswer {
  let seq = 0
  function* rows(): Generator<ChainRow> {
    for (const row of db.prepare('SELECT * FROM event ORDER BY seq').iterate()) {
      seq++
      yield row as unknown as ChainRow
    }
  }
  try {
    const head = db.prepare("SELECT value FROM meta WHERE name = 'head'").get()?.value
    return checkWhole(rows(), new Archive(archiveFolder, entriesOf(db)), head?.toString())
  } catch (error) {
    if (error instanceof LogUnavailable) return { rows: seq, bad: seq + 1, reason: error.message }
    if (seq === 0) throw error
    const reason = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { rows: seq, bad: seq + 1, reason }
  }
}
