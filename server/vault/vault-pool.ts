import type pg from 'pg'
import { LogUnavailable } from '../log/log.ts'
import { calmPool } from '../log/postgres-connect.ts'
import { makeTables } from '../log/postgres-tables.ts'
import { inWords } from '../log/postgres-trouble.ts'

const tables = `
  CREATE SCHEMA IF NOT EXISTS vault;
  CREATE TABLE IF NOT EXISTS vault.record (
    reference TEXT PRIMARY KEY, key BYTEA, body BYTEA NOT NULL, erased TEXT, world TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS vault.wrapped (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), mark TEXT NOT NULL);
`

/** An error of the database as what the routes answer with 503. */
export const unavailable = (error: unknown) =>
  error instanceof LogUnavailable ? error : new LogUnavailable(`the vault cannot be used: ${inWords(error)}`)

/** A pool of connections to the vault's schema, its tables made. Throws LogUnavailable. */
export async function poolOfVault(url: string): Promise<pg.Pool> {
  const pool = calmPool(url, { max: 2 })
  try {
    await makeTables(pool, 'vault.wrapped', tables)
    return pool
  } catch (error) {
    await pool.end()
    throw unavailable(error)
  }
}
