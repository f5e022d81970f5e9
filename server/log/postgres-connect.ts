import pg from 'pg'

/** int8 as a number: a log does not reach 2^53 rows. */
const parse = (oid: number, format?: 'text') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format)

/** How every connection to a database of ours is made. */
export function connectionTo(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'ruang-pantau',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    query_timeout: 30_000,
    types: { getTypeParser: parse as typeof pg.types.getTypeParser },
  }
}

/** `off` would acknowledge what a crash can lose; a stricter setting is left as it is. */
const durable = `SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`

/**
 * Connections for those who read and append. A transaction of ours that stands still for `stallMs`, or waits so long for
 * the head, is ended by PostgreSQL: a writer that hangs does not keep the others from writing.
 */
export function poolOf(url: string, stallMs: number): pg.Pool {
  const timeouts = { idle_in_transaction_session_timeout: stallMs, lock_timeout: stallMs }
  const pool = calmPool(url, { ...timeouts, pipeline: true, max: 4 })
  pool.on('connect', (client) => void client.query(durable).catch(() => undefined))
  return pool
}

/** How patient it is, milliseconds: between two looks, and with a transaction that stands still. */
export interface Patience {
  pollMs?: number
  stallMs?: number
}

/** A pool whose connections may break, also while one is lent out: that fails the query it carries, and nothing else. */
export function calmPool(url: string, more: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ ...connectionTo(url), ...more })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}
