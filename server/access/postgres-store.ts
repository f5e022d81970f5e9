import { LogUnavailable } from '../log/log.ts'
import { calmPool } from '../log/postgres-connect.ts'
import { makeTables } from '../log/postgres-tables.ts'
import { inWords } from '../log/postgres-trouble.ts'
import type { Row, Store } from './store.ts'

/** The schema beside the logs' own. */
const schema = 'access'

/**
 * The same in PostgreSQL, in a schema of its own that all nodes share. `mark` is a hash of the secret that
 * signs cookies: the first node leaves its own, the others compare. Throws LogUnavailable.
 */
export async function openPostgresStore(url: string, mark: string): Promise<Store> {
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
