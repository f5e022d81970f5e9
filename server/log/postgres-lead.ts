import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { connectionTo } from './postgres-connect.ts'

/** The advisory lock of the one that leads; any number that nobody else in the database uses. */
export const lockNumber = 5_202_117
const everyMs = 1_000
/** PostgreSQL lets go of a leader that it has not heard for so long; the leader has stopped by then by itself. */
const silentMs = 5_000
const answerMs = 2_000
/** Who led hears that its session ended about when another gets the lock. */
const graceMs = 1_000

/** What the one that leads does: begins, and answers how to stop. */
export type Duties = () => () => Promise<void>

/**
 * Of all nodes on one database exactly one leads, the one whose session holds an advisory lock
 * (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS). Each second it asks
 * whether its session lives, and stops where no answer comes, before PostgreSQL gives the lock to another; that one takes
 * over within 10 s. Answers how to stop for good.
 */
export function lead(databaseUrl: string, begin: Duties): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const rest = (until: AbortSignal, ms = everyMs * (0.75 + Math.random() / 4)) =>
    sleep(ms, undefined, { signal: until }).catch(() => undefined)

  const term = async (client: pg.Client): Promise<void> => {
    const lost = new AbortController()
    const over = AbortSignal.any([signal, lost.signal])
    client.on('error', () => lost.abort())
    client.on('end', () => lost.abort())
    let end: (() => Promise<void>) | undefined
    try {
      await client.connect()
      await client.query(`SET idle_session_timeout = ${silentMs}`)
      while (!over.aborted) {
        const ask = end ? 'SELECT true AS leads' : `SELECT pg_try_advisory_lock(${lockNumber}) AS leads`
        const { rows } = await client.query<{ leads: boolean }>(ask)
        if (!end && rows[0]?.leads) {
          await rest(over, graceMs)
          if (!over.aborted) end = begin()
        } else await rest(over)
      }
    } finally {
      await end?.()
    }
  }
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const client = new pg.Client({ ...connectionTo(databaseUrl), query_timeout: answerMs })
      // Why it failed is told to those who append: here it is only tried again.
      await term(client).catch(() => undefined)
      // The lock goes with the session: only once the duties have ended.
      await client.end().catch(() => undefined)
      await rest(signal)
    }
  }
  const running = run()
  return async () => {
    stopping.abort()
    await running
  }
}
