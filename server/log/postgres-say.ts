import pg from 'pg'
import { connectionTo } from './postgres-connect.ts'

const pauseMs = 1_000
/** PostgreSQL carries no longer word (https://www.postgresql.org/docs/current/sql-notify.html). */
const longest = 7_900

/** Words between nodes on one database: said now, kept nowhere; who is away does not hear them. */
interface Saying {
  say: (word: string) => void
  stop: () => Promise<void>
}

/** Says and hears words on a channel over one connection, which is made anew for ever. */
export function saying(databaseUrl: string, channel: string, hear: (word: string) => void): Saying {
  let stopped = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ ...connectionTo(databaseUrl), query_timeout: 5_000 })
    const lost = () => {
      if (client !== fresh) return
      client = undefined
      again()
    }
    fresh.on('error', lost)
    fresh.on('end', lost)
    fresh.on('notification', ({ payload = '' }) => hear(payload))
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      client = fresh
      if (stopped) await fresh.end()
    } catch {
      await fresh.end().catch(() => undefined)
      again()
    }
  }
  const again = () => {
    if (!stopped) timer = setTimeout(() => (connecting = connect()), pauseMs)
  }
  let connecting = connect()
  return {
    say: (word) => {
      if (Buffer.byteLength(word) > longest) return
      client?.query('SELECT pg_notify($1, $2)', [channel, word]).catch(() => undefined)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await connecting
      await client?.end().catch(() => undefined)
    },
  }
}
