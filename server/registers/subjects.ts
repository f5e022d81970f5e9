import { namesOf } from '../card.ts'
import type { Log } from '../log/log.ts'
import { openRegister } from './register.ts'

/** Events by the things they name: which statements speak of a thing. */
export interface Subjects {
  /** The seqs of all statements that name a thing, in order. */
  seqsOf: (name: string) => number[]
  close: () => void
}

export function openSubjects(file: string, log: Log): Subjects {
  const shape = {
    name: 'subject',
    version: 2,
    drop: 'DROP TABLE IF EXISTS subject',
    tables: `CREATE TABLE IF NOT EXISTS subject (
      subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)
    ) STRICT, WITHOUT ROWID`,
  }
  const register = openRegister(file, log, shape, (db) => {
    const insert = db.prepare('INSERT OR IGNORE INTO subject VALUES (?, ?)')
    return (event) => namesOf(event).forEach((name) => insert.get(name, event.seq))
  })
  const select = register.db.prepare('SELECT seq FROM subject WHERE subject = ? ORDER BY seq')
  return {
    seqsOf: (name) => select.all(name).map((row) => Number(row.seq)),
    close: register.stop,
  }
}
