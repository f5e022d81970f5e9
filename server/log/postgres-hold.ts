import type pg from 'pg'
import type { RecordedEvent } from '../../shared/events/types.ts'
import type { ChainRow } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { eventOf, type EventRow, type HeadRow, type Rows } from './postgres-rows.ts'

/** `off` would acknowledge what a crash can lose; a stricter setting is left as it is. */
const durable = `SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'`

/** What is known once the head is locked, and until the transaction ends. */
export interface Held {
  head: HeadRow
  /** The hash of the row asked for. */
  hash: string | undefined
  /** Up to `limit` events after the number asked for. */
  news: RecordedEvent[]
}

/** The only row there should be. */
export function only<T extends pg.QueryResultRow>({ rows: [row] }: pg.QueryResult<T>): T {
  if (!row) throw new LogUnavailable('the log has lost its head row')
  return row
}

/**
 * Begins a transaction, locks the head, and reads one row's hash and the rows after another, in one round trip. Each
 * statement sees what was committed before it began: those after the lock see all that the holder before us wrote.
 */
export async function hold(
  client: pg.ClientBase,
  rows: Rows,
  hashOf: number,
  after: number,
  limit: number,
): Promise<Held> {
  const statements = ['BEGIN ISOLATION LEVEL READ COMMITTED', durable, `${rows.head} FOR UPDATE`]
  statements.push(rows.hashOf(hashOf))
  if (after < Infinity) statements.push(rows.after(after, limit))
  const [, , heads, hashes, news] = (await client.query(statements.join(';'))) as unknown as [
    unknown,
    unknown,
    pg.QueryResult<HeadRow>,
    pg.QueryResult<{ hash: string }>,
    pg.QueryResult<EventRow> | undefined,
  ]
  return { head: only(heads), hash: hashes.rows[0]?.hash, news: news?.rows.map(eventOf) ?? [] }
}

/** Writes the rows and commits; without rows there is nothing to commit. */
export async function commit(
  client: pg.ClientBase,
  rows: Rows,
  [first, ...others]: ChainRow[],
): Promise<void> {
  if (!first) return void (await client.query('ROLLBACK'))
  await Promise.all([client.query(rows.insert([first, ...others])), client.query('COMMIT')])
}
