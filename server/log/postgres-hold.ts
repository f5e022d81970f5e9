import type pg from 'pg'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { isStub } from './archive/archive.ts'
import type { NamedRow } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { eventOf, type EventRow, type Rows, type Standing } from './postgres-rows.ts'

/** The only row there should be. */
export function only<T extends pg.QueryResultRow>({ rows: [row] }: pg.QueryResult<T>): T {
  if (!row) throw new LogUnavailable('the log has lost its head row')
  return row
}

/**
 * Begins a transaction, locks the head, and reads up to `limit` events after `after`, in one round trip. Each statement
 * sees what was committed before it began: the one after the lock sees all that the holder before us wrote.
 */
export async function hold(
  client: pg.ClientBase,
  rows: Rows,
  seen: number,
  after: number,
  limit: number,
): Promise<{ standing: Standing; news: RecordedEvent[] }> {
  const [, heads, news] = await Promise.all([
    client.query('BEGIN ISOLATION LEVEL READ COMMITTED'),
    client.query<Standing>(rows.lock(seen)),
    after < Infinity ? client.query<EventRow>(rows.after(after, limit)) : undefined,
  ])
  // What lies in archive files is read when the followers are brought up.
  const near = news && !news.rows.some(({ body }) => isStub(body)) ? news.rows : []
  return { standing: only(heads), news: near.map(eventOf) }
}

/** The seq of each statement that is known, in the order asked. */
export async function known(
  client: pg.ClientBase,
  rows: Rows,
  asked: { source: string; id: string }[],
): Promise<(number | undefined)[]> {
  const seqs = Array.from<number | undefined>({ length: asked.length })
  if (asked.length === 0) return seqs
  const found = await client.query<{ place: number; seq: number }>(rows.known(asked))
  for (const { place, seq } of found.rows) seqs[place - 1] = seq
  return seqs
}

/** Writes the rows and commits; without rows there is nothing to commit. */
export async function commit(
  client: pg.ClientBase,
  rows: Rows,
  [first, ...others]: NamedRow[],
): Promise<void> {
  if (!first) return void (await client.query('ROLLBACK'))
  await Promise.all([client.query(rows.insert([first, ...others])), client.query('COMMIT')])
}
