import { renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Entry } from './archive/file.ts'
import type { NamedRow } from './chain.ts'
import type { Checkpoint } from './log.ts'
import { named } from './sqlite-batch.ts'
import { entriesOf, rowsOf } from './sqlite-rows.ts'

/** All that a SQLite log holds, row by row. */
export interface LogFile {
  epoch: string
  /** The newest row as it was noted beside the rows, `SEQ HASH`; undefined where none was noted. */
  head: string | undefined
  rows: () => Iterable<NamedRow>
  checkpoints: () => Iterable<Checkpoint>
  /** What it notes of the files that rows were moved to. */
  entries: Entry[]
  close: () => void
}

/** Opens a SQLite log that nobody else writes. Throws when it is none. */
export function openLogFile(file: string): LogFile {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  const meta = (name: string) =>
    db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value?.toString()
  const all = (sql: string) => db.prepare(sql).iterate() as Iterable<unknown>
  try {
    const epoch = meta('epoch')
    if (epoch === undefined) throw new Error('it has no epoch')
    return {
      epoch,
      head: meta('head'),
      rows: () => namedRows(db),
      checkpoints: () => all('SELECT * FROM checkpoint') as Iterable<Checkpoint>,
      entries: entriesOf(db),
      close: () => db.close(),
    }
  } catch (error) {
    db.close()
    throw error
  }
}

function* namedRows(db: DatabaseSync): Generator<NamedRow> {
  for (const row of rowsOf(db)) yield named(row)
}

/** The name under which a log that was moved is kept. */
export const asideOf = (file: string): string => `${file}.moved`

/** Puts a SQLite log aside under another name, whole in one file; answers the name. */
export function putAside(file: string): string {
  const db = new DatabaseSync(file)
  db.exec('PRAGMA journal_mode = DELETE')
  db.close()
  const aside = asideOf(file)
  renameSync(file, aside)
  return aside
}
