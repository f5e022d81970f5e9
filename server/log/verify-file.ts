import { DatabaseSync } from 'node:sqlite'
import { checkChain, type ChainAnswer, type ChainRow } from './chain.ts'

/**
 * Reads a SQLite log read-only, beside a server that writes it, and checks its chain.
 * Throws when the file cannot be opened as a log.
 */
export function verifyFile(file: string): ChainAnswer {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  let seq = 0
  function* rows(): Generator<ChainRow> {
    for (const row of db.prepare('SELECT * FROM event ORDER BY seq').iterate()) {
      seq++
      yield row as unknown as ChainRow
    }
  }
  try {
    // One moment for the head and the rows, whatever is written meanwhile.
    db.exec('BEGIN')
    db.prepare('SELECT 1 FROM event LIMIT 1').get()
    const head = db.prepare("SELECT value FROM meta WHERE name = 'head'").get()?.value
    return checkChain(rows(), head?.toString())
  } catch (error) {
    if (seq === 0) throw error
    const reason = `it cannot be read: ${error instanceof Error ? error.message : String(error)}`
    return { rows: seq, bad: seq + 1, reason }
  } finally {
    db.close()
  }
}
