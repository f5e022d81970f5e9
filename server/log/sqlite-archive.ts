import type { DatabaseSync } from 'node:sqlite'
import { isStub, type Archive } from './archive/archive.ts'
import type { Shelf } from './archive/move.ts'
import { lineOf, nameOf, stubbed, unpack, type Batch } from './sqlite-batch.ts'
import { entriesOf, someRows } from './sqlite-rows.ts'
import { lastOlder, olderTable } from './sqlite-schema.ts'

/** What moving rows to files needs of a SQLite log; `durably` runs a step in one transaction. */
export function sqliteShelf(
  archive: Archive,
  db: () => DatabaseSync,
  durably: (act: () => void) => void,
): Shelf {
  const name = (kind: string) => `archived ${kind}`
  return {
    archive,
    rows: async (after, limit) => someRows(db(), after, limit),
    looked: async (kind) =>
      Number(db().prepare('SELECT value FROM meta WHERE name = ?').get(name(kind))?.value ?? 0),
    entries: async () => entriesOf(db()),
    note: async (kind, looked, entry) =>
      durably(() => {
        if (entry)
          db()
            .prepare('INSERT INTO archive (number, entry) VALUES (?, ?)')
            .run(entry.number, JSON.stringify(entry))
        db()
          .prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)')
          .run(name(kind), String(looked))
      }),
    strip: async (seqs, stub) => durably(() => strip(db(), new Set(seqs), stub)),
  }
}

/** Puts the stub in the place of the texts of rows. */
function strip(db: DatabaseSync, seqs: ReadonlySet<number>, stub: string): void {
  const older = olderTable(db)
  if (older) {
    const one = db.prepare(`UPDATE ${older} SET body = ? WHERE seq = ? AND body NOT LIKE '@%'`)
    for (const seq of seqs) one.run(stub, seq)
  }
  const holding = db.prepare('SELECT * FROM batch WHERE last >= ? ORDER BY last LIMIT 1')
  const keep = db.prepare('UPDATE batch SET bodies = ? WHERE last = ?')
  let done = lastOlder(db)
  for (const seq of seqs) {
    if (seq <= done) continue
    const batch = holding.get(seq) as Batch | undefined
    if (!batch) continue
    const lines = unpack(batch).map((row) =>
      seqs.has(row.seq) && !isStub(row.body) ? stubbed(stub, nameOf(row)) : lineOf(row),
    )
    keep.run(lines.join('\n'), batch.last)
    done = batch.last
  }
}
