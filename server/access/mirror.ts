import { randomUUID } from 'node:crypto'
import type { SQLInputValue } from 'node:sqlite'
import type pg from 'pg'
import { LogUnavailable } from '../log/log.ts'
import { calmPool } from '../log/postgres-connect.ts'
import { saying } from '../log/postgres-say.ts'
import { makeTables } from '../log/postgres-tables.ts'
import { inWords } from '../log/postgres-trouble.ts'
import { isKind, kinds, MirrorRows } from './mirror-rows.ts'

const channel = 'ruang_access'
/** So often the others' changes are looked for where no word of them came. */
const everyMs = 1_000

/** Keys and paired screens of all nodes: each holds them in its access.db, and keeps that like the common table. */
export interface Mirror {
  /** Takes what others changed and tells what changed here; resolves once both stand. Rejects with LogUnavailable. */
  settle: () => Promise<void>
  close: () => Promise<void>
}

const tables = `
  CREATE SCHEMA IF NOT EXISTS access;
  CREATE TABLE IF NOT EXISTS access.common (
    kind TEXT NOT NULL, id TEXT NOT NULL, "row" JSONB, version BIGINT NOT NULL, PRIMARY KEY (kind, id)
  );
  CREATE INDEX IF NOT EXISTS common_version ON access.common (version);
  CREATE TABLE IF NOT EXISTS access.common_head (
    one BOOLEAN PRIMARY KEY DEFAULT true CHECK (one), epoch TEXT NOT NULL, version BIGINT NOT NULL
  );
  INSERT INTO access.common_head (epoch, version) VALUES ('${randomUUID()}', 0) ON CONFLICT DO NOTHING;
`
interface Row {
  kind: string
  id: string
  row: Record<string, SQLInputValue> | null
  version: number
}

/**
 * Follows the others' changes by NOTIFY, and every second anyway. Of two changes of one row the first stands; a row that
 * was taken away is gone, whoever changed it. `gone` hears when the others took a row away. Rejects with LogUnavailable.
 */
export async function openMirror(
  file: string,
  pool: pg.Pool,
  databaseUrl: string,
  gone: () => void,
): Promise<Mirror> {
  await makeTables(pool, 'access.common_head', tables).catch((error: unknown) => {
    throw unavailable(error)
  })
  const rows = new MirrorRows(file)

  const pull = async (client: pg.ClientBase) => {
    const found = await client.query<Row>(
      `SELECT kind, id, "row", version FROM access.common WHERE version > $1
       ORDER BY version, array_position($2::text[], kind)`,
      [rows.version, kinds],
    )
    const known = found.rows.flatMap(({ kind, ...rest }) => (isKind(kind) ? [{ kind, ...rest }] : []))
    if (known.length > 0 && rows.take(known)) gone()
  }

  const push = async (client: pg.ClientBase) => {
    if (rows.untold().length === 0) return
    await client.query('BEGIN')
    // One row, locked within the change: versions are in the order of the commits, and none is passed over.
    const head = await client.query<{ version: number }>(
      'UPDATE access.common_head SET version = version + 1 RETURNING version',
    )
    const version = head.rows[0]?.version ?? 0
    await pull(client)
    const untold = rows.untold()
    const stands: boolean[] = []
    for (const { kind, id, row, base } of untold) {
      const done = await client.query(
        `INSERT INTO access.common AS c (kind, id, "row", version) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, id) DO UPDATE SET "row" = excluded."row", version = excluded.version
         WHERE c.version = $5 OR ($3::jsonb IS NULL AND c."row" IS NOT NULL)`,
        [kind, id, row && JSON.stringify(row, writable), version, base],
      )
      stands.push(done.rowCount === 1)
    }
    await client.query('SELECT pg_notify($1, $2)', [channel, String(version)])
    await client.query('COMMIT')
    untold.forEach((change, at) => rows.wasTold(change, stands[at] ? version : undefined))
  }

  const turn = async () => {
    let client: pg.PoolClient | undefined
    let broken = true
    try {
      client = await pool.connect()
      const head = await client.query<{ epoch: string }>('SELECT epoch FROM access.common_head')
      rows.belongsTo(head.rows[0]?.epoch ?? '')
      await pull(client)
      await push(client)
      broken = false
    } catch (error) {
      throw unavailable(error)
    } finally {
      client?.release(broken)
    }
  }

  let running: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined
  /** One at a time; whoever asks while one runs shares the one after it. */
  const settle = () =>
    (next ??= running.then(() => {
      next = undefined
      const now = turn()
      running = now.catch(() => undefined)
      return now
    }))

  const look = () => void settle().catch(() => undefined)
  await settle().catch((error: unknown) => {
    rows.close()
    throw error
  })
  const words = saying(databaseUrl, channel, look)
  const timer = setInterval(look, everyMs)
  timer.unref()
  const close = async () => {
    clearInterval(timer)
    await words.stop()
    await next?.catch(() => undefined)
    await running
    rows.close()
  }
  return { settle, close }
}

/** The same for a command that runs beside no server, with connections of its own. Rejects with LogUnavailable. */
export async function openMirrorAlone(file: string, databaseUrl: string): Promise<Mirror> {
  const pool = calmPool(databaseUrl, { max: 1 })
  try {
    const { settle, close } = await openMirror(file, pool, databaseUrl, () => undefined)
    return { settle, close: () => close().then(() => pool.end()) }
  } catch (error) {
    await pool.end()
    throw error
  }
}

/** A name with NUL or half a character, from before the doors refused it, must not keep all others back: JSONB takes neither. */
const writable = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value

const unavailable = (error: unknown) =>
  new LogUnavailable(`keys and screens cannot be settled with the other nodes: ${inWords(error)}`)
