import type { DatabaseSync } from 'node:sqlite'
import type { Archive } from './archive/archive.ts'
import type { Shelf } from './archive/move.ts'
import type { ChainRow } from './chain.ts'
import { entriesOf } from './sqlite-rows.ts'

/** What moving rows to files needs of a SQLite log; `durably` runs a step in one transaction. */
export function sqliteShelf(
  archive: Archive,
  db: () => DatabaseSync,
  durably: (act: () => void) => void,
): Shelf {
  const name = (kind: string) => `archived ${kind}`
  return {
    archive,
    rows: async (after, limit) =>
      db()
        .prepare('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?')
        .all(after, limit) as unknown as ChainRow[],
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
    strip: async (seqs, stub) =>
      durably(() => {
        const strip = db().prepare("UPDATE event SET body = ? WHERE seq = ? AND body NOT LIKE '@%'")
        for (const seq of seqs) strip.run(stub, seq)
      }),
  }
}
