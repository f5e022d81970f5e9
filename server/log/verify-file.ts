import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Archive } from './archive/archive.ts'
import { WholeCheck } from './archive/check.ts'
import type { ChainAnswer } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { NamesCheck } from './sqlite-names-check.ts'
import { entriesOf, rowsOf } from './sqlite-rows.ts'

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
  const [rows, names] = [() => rowsOf(db), new NamesCheck(db)]
  let seq = 0
  try {
    const head = db.prepare("SELECT value FROM meta WHERE name = 'head'").get()?.value
    const check = new WholeCheck(new Archive(archiveFolder, entriesOf(db)))
    for (const row of rows()) {
      seq++
      const wrong = check.take(row)
      if (wrong) return wrong
      names.take(row)
    }
    const answer = check.end(head?.toString())
    return answer.bad === undefined ? (names.end(rows) ?? answer) : answer
  } catch (error) {
    if (error instanceof LogUnavailable) return { rows: seq, bad: seq + 1, reason: error.message }
    if (seq === 0) throw error
    const reason = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { rows: seq, bad: seq + 1, reason }
  }
}
