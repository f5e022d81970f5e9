import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'

const note = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('key.created'),
    data: z.object({ name: z.string(), role: z.string(), by: z.string() }),
  }),
  z.object({ type: z.literal('key.revoked'), data: z.object({ by: z.string() }) }),
])

/** What a `ruang key` command did where no server ran: it stands in access.db until a server notes it in the log. */
type Unnoted = z.infer<typeof note> & { subject: string; time: string }

function open(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  db.exec(`
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS unnoted (
      id INTEGER PRIMARY KEY, time TEXT NOT NULL, subject TEXT NOT NULL, note TEXT NOT NULL
    ) STRICT;
  `)
  return db
}

export function noteLater(file: string, { subject, time, ...what }: Unnoted): void {
  const db = open(file)
  try {
    const insert = db.prepare('INSERT INTO unnoted (time, subject, note) VALUES (?, ?, ?)')
    insert.run(time, subject, JSON.stringify(what))
  } finally {
    db.close()
  }
}

/** Hands each to `write`, the oldest first, and forgets it once it is written; answers how many there were. */
export async function noteNow(file: string, write: (note: Unnoted) => Promise<void>): Promise<number> {
  const db = open(file)
  try {
    const rows = db.prepare('SELECT * FROM unnoted ORDER BY id').all()
    for (const { id, time, subject, note: text } of rows) {
      await write({ ...note.parse(JSON.parse(String(text))), subject: String(subject), time: String(time) })
      db.prepare('DELETE FROM unnoted WHERE id = ?').run(Number(id))
    }
    return rows.length
  } finally {
    db.close()
  }
}
