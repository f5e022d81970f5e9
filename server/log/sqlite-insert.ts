import type { DatabaseSync } from 'node:sqlite'
import type { ChainRow } from './chain.ts'

/** So many rows go by one statement: a row then costs a quarter less than by one of its own. */
const together = 25

/** How rows of one moment of recording are written, in order. */
export function insertion(db: DatabaseSync): (recorded: string, rows: Omit<ChainRow, 'recorded'>[]) => void {
  const inserting = (rows: number) =>
    db.prepare(`INSERT INTO event (recorded, seq, source, id, body, hash)
      VALUES ${Array.from({ length: rows }, () => '(?1, ?, ?, ?, ?, ?)').join(', ')}`)
  const [many, one] = [inserting(together), inserting(1)]
  return (recorded, rows) => {
    const alone = rows.length % together
    for (let at = 0; at < rows.length; at += at < alone ? 1 : together) {
      const values: (string | number)[] = [recorded]
      for (const { seq, source, id, body, hash } of rows.slice(at, at < alone ? at + 1 : at + together))
        values.push(seq, source, id, body, hash)
      if (at < alone) one.get(...values)
      else many.get(...values)
    }
  }
}
