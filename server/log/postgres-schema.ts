import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { genesis } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { within } from './postgres-connect.ts'
import { Rows, type HeadRow } from './postgres-rows.ts'

/** Each world has a schema of its own, which is also its channel of NOTIFY: `world_real`, `world_gladi`. */
export const schemaOf = (world: string): string => `world_${world}`

/** Whether a world's tables are there. */
async function isThere(client: pg.ClientBase, schema: string, table = 'head'): Promise<boolean> {
  const found = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${pg.escapeIdentifier(schema)}.${table}`,
  ])
  return found.rows[0]?.there ?? false
}

/**
 * Makes a world's tables where they are missing; a database that can only be read is left as it is. The head is one
 * row: whoever appends locks it, so that numbers are given in the order of the commits.
 */
export async function migrate(client: pg.ClientBase, schema: string): Promise<void> {
  if (await isThere(client, schema, 'archive')) return
  const name = pg.escapeIdentifier(schema)
  await client.query(`
    BEGIN;
    SELECT pg_advisory_xact_lock(hashtext('ruang-pantau'));
    CREATE SCHEMA IF NOT EXISTS ${name};
    CREATE TABLE IF NOT EXISTS ${name}.event (
      seq bigint PRIMARY KEY,
      source text COLLATE "C" NOT NULL,
      id text COLLATE "C" NOT NULL,
      recorded text COLLATE "C" NOT NULL,
      body text NOT NULL,
      hash text NOT NULL
    );
    CREATE UNIQUE INDEX IF NOT EXISTS event_statement ON ${name}.event (source, id);
    CREATE TABLE IF NOT EXISTS ${name}.checkpoint (
      day text PRIMARY KEY,
      seq bigint NOT NULL,
      recorded text COLLATE "C" NOT NULL,
      fold text NOT NULL,
      body bytea NOT NULL
    );
    CREATE TABLE IF NOT EXISTS ${name}.archive (number bigint PRIMARY KEY, entry text NOT NULL);
    CREATE TABLE IF NOT EXISTS ${name}.meta (name text PRIMARY KEY, value text NOT NULL);
    CREATE TABLE IF NOT EXISTS ${name}.head (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      epoch text NOT NULL,
      seq bigint NOT NULL,
      hash text NOT NULL,
      recorded text NOT NULL
    ) WITH (fillfactor = 10);
    INSERT INTO ${name}.head (epoch, seq, hash, recorded)
      VALUES ('${randomUUID()}', 0, '${genesis}', '') ON CONFLICT DO NOTHING;
    COMMIT;
  `)
}

/** Where a world's log stands; its tables are made where they are missing. */
export async function stand(pool: pg.Pool, schema: string): Promise<HeadRow> {
  const client = await pool.connect()
  let broken = true
  try {
    await migrate(client, schema)
    const { rows } = await client.query<HeadRow>(new Rows(schema).head)
    broken = false
    if (!rows[0]) throw new LogUnavailable('the log has lost its head row')
    return rows[0]
  } finally {
    client.release(broken)
  }
}

/**
 * Looks at a world's log as it stands at one moment, beside those who write it. Answers undefined where there is no such
 * world; rejects with PostgreSQL's error.
 */
export async function atOneMoment<T>(
  url: string,
  world: string,
  look: (client: pg.Client, schema: string) => Promise<T>,
): Promise<T | undefined> {
  return within(url, async (client) => {
    if (!(await isThere(client, schemaOf(world)))) return undefined
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return look(client, schemaOf(world))
  })
}

/** Takes a world's log away, rows and all: only an exercise that is started anew asks for it. */
export async function dropWorld(url: string, world: string): Promise<void> {
  const drop = `DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schemaOf(world))} CASCADE`
  await within(url, (client) => client.query(drop), { query_timeout: 0 })
}
