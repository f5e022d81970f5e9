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
 * Connections for those who read and append. A transaction of ours that stands still for `stallMs` is ended by PostgreSQL:
 * a writer that hangs does not keep the others from writing. They wait for the head twice as long, or they would give up
 * just before it is theirs.
 */
export function poolOf(url: string, stallMs: number): pg.Pool {
  const timeouts = { idle_in_transaction_session_timeout: stallMs, lock_timeout: 2 * stallMs }
  const pool = calmPool(url, { ...timeouts, pipeline: true, max: 4 })
  pool.on('connect', (client) => void client.query(durable).catch(() => undefined))
  return pool
}

/** Works on a connection of its own: one that breaks fails the query it carries, and nothing else. */
export async function within<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
  more: pg.ClientConfig = {},
): Promise<T> {
  const client = new pg.Client({ ...connectionTo(url), ...more })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Writes in one transaction, all or none; a connection whose transaction broke is not lent out again. */
export async function together<T>(pool: pg.Pool, act: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = true
  try {
    await client.query('BEGIN')
    const done = await act(client)
    await client.query('COMMIT')
    broken = false
    return done
  } finally {
    client.release(broken)
  }
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
