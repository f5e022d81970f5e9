import type pg from 'pg'
import { LogUnavailable } from '../log/log.ts'
import { calmPool, together } from '../log/postgres-connect.ts'
import { makeTables } from '../log/postgres-tables.ts'
import { inWords } from '../log/postgres-trouble.ts'

const tables = `
  CREATE SCHEMA IF NOT EXISTS common;
  CREATE TABLE IF NOT EXISTS common.quarantine (
    number BIGSERIAL PRIMARY KEY, id TEXT NOT NULL UNIQUE, received TEXT NOT NULL, world TEXT NOT NULL,
    source TEXT NOT NULL, reason TEXT NOT NULL, raw BYTEA NOT NULL, size INTEGER NOT NULL, caller TEXT NOT NULL,
    attributes TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS common.place (world TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq BIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS common.target (row BIGSERIAL, id TEXT PRIMARY KEY, card TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS common.delivery (
    row BIGSERIAL, id TEXT PRIMARY KEY, target TEXT NOT NULL, seq BIGINT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL,
    created BIGINT NOT NULL, next BIGINT NOT NULL, attempts INTEGER NOT NULL, state TEXT NOT NULL, error TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS delivery_next ON common.delivery (state, next);
  CREATE INDEX IF NOT EXISTS delivery_target ON common.delivery (target, state);
  CREATE TABLE IF NOT EXISTS common.exercise (name TEXT PRIMARY KEY, started TEXT NOT NULL);
`

/** An error of the database as what the routes answer with 503. */
const unavailable = (error: unknown): LogUnavailable =>
  error instanceof LogUnavailable
    ? error
    : new LogUnavailable(`what the nodes have in common cannot be used: ${inWords(error)}`)

export type Values = Record<string, string | number | Uint8Array>

/** What the nodes on one database have in common beside logs, people and vault: quarantine, outbox, exercises. */
export interface Common {
  /** Asks the database. Rejects with LogUnavailable. */
  ask: (text: string, values?: unknown[]) => Promise<pg.QueryResult<Values>>
  /** Several statements in one transaction. Rejects with LogUnavailable. */
  together: (act: (client: pg.ClientBase) => Promise<void>) => Promise<void>
  close: () => Promise<void>
}

/** Opens the schema `common`, making its tables. Rejects with LogUnavailable. */
export async function openCommon(url: string): Promise<Common> {
  const pool = calmPool(url, { max: 3 })
  try {
    await makeTables(pool, 'common.exercise', tables)
  } catch (error) {
    await pool.end()
    throw unavailable(error)
  }
  const known = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw unavailable(error)
    })
  return {
    ask: (text, values) => known(pool.query<Values>(text, values)),
    together: (act) => known(together(pool, act)),
    close: async () => {
      if (!pool.ended) await pool.end()
    },
  }
}
