import type { DatabaseSync } from 'node:sqlite'
import { namesOf } from '../names.ts'
import type { RegisterKind } from './register.ts'

/** Events by the things they name: which statements speak of a thing. */
export interface Subjects {
  /** The seqs of all statements that name a thing, in order. */
  seqsOf: (name: string) => number[]
}

/** So many rows go by one statement. */
const together = 50

export const subjectRegister: RegisterKind = {
  name: 'subject',
  version: 2,
  drop: 'DROP TABLE IF EXISTS subject',
  tables: `CREATE TABLE IF NOT EXISTS subject (
    subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)
  ) STRICT, WITHOUT ROWID`,
  noting: (db) => {
    const inserting = (rows: number) =>
      db.prepare(
        `INSERT OR IGNORE INTO subject VALUES ${Array.from({ length: rows }, () => '(?, ?)').join()}`,
      )
    const [many, one] = [inserting(together), inserting(1)]
    return (events) => {
      const rows = events.flatMap((event) => namesOf(event).map((name) => [name, event.seq] as const))
      let at = 0
      for (; at + together <= rows.length; at += together) many.get(...rows.slice(at, at + together).flat())
      for (; at < rows.length; at++) one.get(...rows[at]!)
    }
  },
}

export function readSubjects(db: DatabaseSync): Subjects {
  const select = db.prepare('SELECT seq FROM subject WHERE subject = ? ORDER BY seq')
  return { seqsOf: (name) => select.all(name).map(({ seq }) => Number(seq)) }
}
