import { DatabaseSync } from 'node:sqlite'
import type { ChainRow } from '../../server/log/chain.ts'
import { Names } from '../../server/log/sqlite-names.ts'
import { pack, unpack, type Batch } from '../../server/log/sqlite-batch.ts'

/** Changes rows of a SQLite log behind its back, as no command of ours does; a row that becomes undefined is taken out. */
function tamperRows(file: string, change: (row: ChainRow) => ChainRow | undefined): void {
  const db = new DatabaseSync(file)
  const insert = db.prepare('INSERT INTO batch (last, recorded, hashes, bodies) VALUES (?, ?, ?, ?)')
  for (const batch of db.prepare('SELECT * FROM batch').all() as unknown as Batch[]) {
    const before = unpack(batch)
    const after = before.map(change)
    if (after.every((row, at) => row === before[at])) continue
    db.prepare('DELETE FROM batch WHERE last = ?').run(batch.last)
    for (const row of after) {
      if (!row) continue
      const { last, recorded, hashes, bodies } = pack([row])
      insert.run(last, recorded, hashes, bodies)
    }
  }
  db.close()
}

/** The same for one row. */
export function tamperRow(file: string, seq: number, change: (row: ChainRow) => ChainRow | undefined): void {
  tamperRows(file, (row) => (row.seq === seq ? change(row) : row))
}

/** Files a row under another name; what waits to be filed is filed for it. */
export function misfile(file: string, seq: number): void {
  const db = new DatabaseSync(file)
  new Names(db).settle()
  db.prepare('UPDATE single SET name = name + 1 WHERE seq = ?').run(seq)
  db.close()
}

export const retold = (from: string, to: string) => (row: ChainRow) => ({
  ...row,
  body: row.body.replace(from, to),
})
export const recordedAt = (recorded: string) => (row: ChainRow) => ({ ...row, recorded })
export const takenOut = () => undefined
