import type pg from 'pg'
import { LogUnavailable } from '../log/log.ts'
import { calmPool } from '../log/postgres-connect.ts'
import { inWords } from '../log/postgres-trouble.ts'

const tables = `
  SELECT pg_advisory_lock(hashtext('ruang-pantau vault'));
  CREATE SCHEMA IF NOT EXISTS vault;
  CREATE TABLE IF NOT EXISTS vault.record (
    reference TEXT PRIMARY KEY, key BYTEA, body BYTEA NOT NULL, erased TEXT, world TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS vault.wrapped (one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), mark TEXT NOT NULL);
  SELECT pg_advisory_unlock(hashtext('ruang-pantau vault'));
`

/** An error of the database as what the routes answer with 503. */
export const unavailable = (error: unknown) =>
  error instanceof LogUnavailable ? error : new LogUnavailable(`the vault cannot be used: ${inWords(error)}`)

/** A pool of connections to the vault's schema, its tables made. Throws LogUnavailable. */
export async function poolOfVault(url: string): Promise<pg.Pool> {
  const pool = calmPool(url, { max: 2 })
  try {
    await pool.query(tables)
    return pool
  } catch (error) {
    await pool.end()
    throw unavailable(error)
  }
}
