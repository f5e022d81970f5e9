import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Plain } from '../../shared/events/take-out.ts'
import { ConfigError } from '../config.ts'
import { LogUnavailable } from '../log/log.ts'
import { secret } from '../secrets.ts'
import { markOf, settleBy, vaultKey } from './installation-key.ts'
import type { VaultRecord, VaultStore } from './store.ts'
import { carryOver } from './carry-over.ts'
import { poolOfVault, unavailable } from './vault-pool.ts'
import { seal, unseal } from './vault.ts'

/**
 * The vault that all nodes share, in the schema `vault`: records as in the file, wrapped by the same `secrets/vault` on
 * every node. A node with another key does not start (ConfigError). What a vault.db still holds is taken along.
 */
export async function openPostgresVault(url: string, dataDir: string): Promise<VaultStore> {
  const pool = await poolOfVault(url)
  try {
    const before = (await pool.query<{ mark: string }>('SELECT mark FROM vault.wrapped')).rows[0]?.mark
    if (before !== undefined) settleBy(dataDir, before)
    else if (existsSync(join(dataDir, 'vault.db'))) vaultKey(dataDir)
    const key = secret(dataDir, 'vault')
    const own = markOf(key)
    await pool.query('INSERT INTO vault.wrapped (mark) VALUES ($1) ON CONFLICT DO NOTHING', [own])
    const { rows } = await pool.query<{ mark: string }>('SELECT mark FROM vault.wrapped')
    if (rows[0]?.mark !== own)
      throw new ConfigError(
        'DATA_DIR/secrets/vault: is not the one of this database: copy DATA_DIR/secrets of the first node',
      )
    await carryOver(join(dataDir, 'vault.db'), pool)
    return new PostgresVault(pool, key)
  } catch (error) {
    await pool.end()
    throw error instanceof ConfigError ? error : unavailable(error)
  }
}

class PostgresVault implements VaultStore {
  readonly #pool: pg.Pool
  readonly #master: Uint8Array

  constructor(pool: pg.Pool, master: Uint8Array) {
    this.#pool = pool
    this.#master = master
  }

  async keep(records: VaultRecord[], world = 'real'): Promise<void> {
    const keys = records.map(() => randomBytes(32))
    // A key that was changed while this node ran must not wrap anything more.
    const done = await this.#ask(
      `INSERT INTO vault.record (reference, key, body, world)
       SELECT reference, key, body, $4 FROM unnest($1::text[], $2::bytea[], $3::bytea[]) AS told (reference, key, body)
       WHERE (SELECT mark FROM vault.wrapped) = $5`,
      [
        records.map(({ reference }) => reference),
        keys.map((key) => seal(this.#master, key)),
        records.map(({ fields }, at) => seal(keys[at]!, JSON.stringify(fields))),
        world,
        markOf(this.#master),
      ],
    )
    if (done.rowCount !== records.length)
      throw new LogUnavailable('the vault has another key now: start this node anew with it')
  }

  async read(reference: string, world = 'real'): Promise<Plain | 'erased' | undefined> {
    const { rows } = await this.#ask(
      'SELECT key, body FROM vault.record WHERE reference = $1 AND world = $2',
      [reference, world],
    )
    const row = rows[0]
    if (!row) return undefined
    if (!(row.key instanceof Uint8Array) || !(row.body instanceof Uint8Array)) return 'erased'
    return JSON.parse(unseal(unseal(this.#master, row.key), row.body).toString()) as Plain
  }

  /** The old row goes with VACUUM, asked for at once; the write-ahead log of PostgreSQL holds it until it is recycled. */
  async erase(reference: string, at: string): Promise<boolean> {
    const text = `UPDATE vault.record SET key = NULL, body = '', erased = $2 WHERE reference = $1 AND key IS NOT NULL`
    const done = await this.#ask(text, [reference, at])
    await this.#pool.query('VACUUM vault.record').catch(() => undefined)
    return (done.rowCount ?? 0) > 0
  }

  /** It stands in the log's database, which is checked by a write of its own. */
  async check(): Promise<void> {
    await this.#ask('SELECT mark FROM vault.wrapped', [])
  }

  async close(): Promise<void> {
    if (!this.#pool.ended) await this.#pool.end()
  }

  #ask(text: string, values: unknown[]): Promise<pg.QueryResult<Record<string, unknown>>> {
    return this.#pool.query<Record<string, unknown>>(text, values).catch((error: unknown) => {
      throw unavailable(error)
    })
  }
}
