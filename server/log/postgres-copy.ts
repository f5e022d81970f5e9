import { DatabaseSync } from 'node:sqlite'
import type pg from 'pg'
import type { NamedRow } from './chain.ts'
import { entriesOf } from './postgres-archive.ts'
import { only } from './postgres-hold.ts'
import { Rows, type HeadRow } from './postgres-rows.ts'
import { atOneMoment } from './postgres-schema.ts'
import { insertRows, prepared } from './sqlite-insert.ts'
import { migrate } from './sqlite-schema.ts'

const page = 5_000

/**
 * Copies a world's log, as it stands at one moment, into a new SQLite log: rows, hashes and epoch as they are. Answers
 * whether there is such a world; rejects with PostgreSQL's error.
 */
export async function copyWorld(url: string, world: string, to: string): Promise<boolean> {
  const copied = await atOneMoment(url, world, (client, schema) => copy(client, schema, to).then(() => true))
  return copied ?? false
}

async function copy(client: pg.Client, schema: string, to: string): Promise<void> {
  const rows = new Rows(schema)
  const head = only(await client.query<HeadRow>(rows.head))
  const db = new DatabaseSync(to)
  try {
    migrate(db)
    db.exec('BEGIN')
    const meta = db.prepare('INSERT INTO meta (name, value) VALUES (?, ?)')
    meta.run('epoch', head.epoch)
    if (head.seq > 0) meta.run('head', `${head.seq} ${head.hash}`)
    const note = db.prepare('INSERT INTO archive (number, entry) VALUES (?, ?)')
    for (const entry of await entriesOf(client, schema)) note.run(entry.number, JSON.stringify(entry))
    const statements = prepared(db)
    for (let last = 0; ;) {
      const { rows: some } = await client.query<NamedRow>(rows.after(last, page, 'all'))
      insertRows(statements, some)
      if (some.length < page) break
      last = some.at(-1)?.seq ?? last
    }
    statements.names.settle()
    db.exec('COMMIT')
  } finally {
    db.close()
  }
}
