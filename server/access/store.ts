import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type pg from 'pg'
import { durable } from '../log/durable.ts'

export type Row = Record<string, unknown>

/** Where people and their sessions are kept: SQL that both databases understand, names in double quotes, values as `?`. */
export interface Store {
  all: (sql: string, ...values: string[]) => Promise<Row[]>
  /** Whether a table is there yet: better-auth makes its own when the first person comes. */
  has: (table: string) => Promise<boolean>
  /** Whether whoever signed in at another node is known here: nodes sign cookies alike only with the same secret. */
  sameSecret: boolean
  /** What better-auth is given. */
  database: DatabaseSync | pg.Pool
  close: () => Promise<void>
}

/** The store in a file, access.db. */
export function openFileStore(file: string): Store {
  const database = new DatabaseSync(file)
  database.exec(`${durable} PRAGMA foreign_keys = ON`)
  const prepared = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = prepared.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  return {
    database,
    sameSecret: true,
    all: async (sql, ...values) => prepare(sql).all(...values),
    has: async (table) =>
      prepare('SELECT 1 AS one FROM sqlite_master WHERE name = ?').get(table) !== undefined,
    close: async () => {
      if (database.isOpen) database.close()
    },
  }
}
