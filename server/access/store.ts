import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type pg from 'pg'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { durable } from '../log/durable.ts'
import { LogUnavailable } from '../log/log.ts'
import { makeTables } from '../log/postgres-tables.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { secret } from '../secrets.ts'
import { calmPool } from '../log/postgres-connect.ts'

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

/** The store of this installation: PostgreSQL where DATABASE_URL names one, else access.db. Throws LogUnavailable. */
export async function openStore({
  DATA_DIR,
  DATABASE_URL,
}: Pick<Config, 'DATA_DIR' | 'DATABASE_URL'>): Promise<Store> {
  if (!DATABASE_URL) return openFileStore(join(DATA_DIR, 'access.db'))
  const mark = createHash('sha256').update('people').update(secret(DATA_DIR, 'people')).digest('hex')
  return openPostgresStore(DATABASE_URL, mark)
}

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

/** The schema beside the logs' own. */
const schema = 'access'

/**
 * The same in PostgreSQL, in a schema of its own that all nodes share. `mark` is a hash of the secret that
 * signs cookies: the first node leaves its own, the others compare. Throws LogUnavailable.
 */
async function openPostgresStore(url: string, mark: string): Promise<Store> {
  const database = calmPool(url, { options: `-c search_path=${schema}`, max: 4 })
  let sameSecret = false
  try {
    const tables = `
      CREATE SCHEMA IF NOT EXISTS ${schema};
      CREATE TABLE IF NOT EXISTS ${schema}.installation (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), mark TEXT NOT NULL);
    `
    await makeTables(database, `${schema}.installation`, tables)
    const marked = async () =>
      (await database.query<{ mark: string }>('SELECT mark FROM installation')).rows[0]
    if (!(await marked()))
      await database.query('INSERT INTO installation (mark) VALUES ($1) ON CONFLICT DO NOTHING', [mark])
    sameSecret = (await marked())?.mark === mark
  } catch (error) {
    await database.end()
    throw unavailable(error)
  }
  return {
    database,
    sameSecret,
    all: async (sql, ...values) => {
      let at = 0
      const numbered = sql.replace(/\?/g, () => `$${++at}`)
      const { rows } = await database.query<Row>(numbered, values).catch((error: unknown) => {
        throw unavailable(error)
      })
      return rows
    },
    has: async (table) => {
      const { rows } = await database.query<Row>('SELECT to_regclass($1) AS found', [`${schema}."${table}"`])
      return rows[0]?.found !== null
    },
    close: async () => {
      if (!database.ended) await database.end()
    },
  }
}

/** Answered with 503: nobody is let in or turned away while nobody can be looked up. */
const unavailable = (error: unknown) => new LogUnavailable(`people cannot be looked up: ${inWords(error)}`)
