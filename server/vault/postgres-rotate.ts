import { randomBytes } from 'node:crypto'
import { LogUnavailable } from '../log/log.ts'
import { lockNumber } from '../log/postgres-lead.ts'
import { markOf, settleBy, writeNext } from './installation-key.ts'
import { openPostgresVault } from './postgres-vault.ts'
import { poolOfVault } from './vault-pool.ts'
import { secret } from '../secrets.ts'
import { seal, unseal } from './vault.ts'

/**
 * Wraps every record's key of the common vault anew, in one commit that also says by which key; answers how many there
 * were. Throws LogUnavailable, and changes nothing, while any node runs.
 */
export async function rotatePostgresVault(url: string, dataDir: string): Promise<number> {
  await (await openPostgresVault(url, dataDir)).close()
  const before = secret(dataDir, 'vault')
  const next = randomBytes(32)
  const pool = await poolOfVault(url)
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS free', [
      lockNumber,
    ])
    if (!rows[0]?.free) throw new LogUnavailable('a node runs on this database: stop them all first')
    writeNext(dataDir, next)
    await client.query('LOCK TABLE vault.record, vault.wrapped IN EXCLUSIVE MODE')
    const records = await client.query<{ reference: string; key: Buffer }>(
      'SELECT reference, key FROM vault.record WHERE key IS NOT NULL',
    )
    await client.query(
      `UPDATE vault.record r SET key = told.key
       FROM unnest($1::text[], $2::bytea[]) AS told (reference, key) WHERE r.reference = told.reference`,
      [
        records.rows.map(({ reference }) => reference),
        records.rows.map(({ key }) => seal(next, unseal(before, key))),
      ],
    )
    await client.query('UPDATE vault.wrapped SET mark = $1', [markOf(next)])
    await client.query('COMMIT')
    settleBy(dataDir, markOf(next))
    await client.query('VACUUM vault.record')
    return records.rows.length
  } finally {
    // Whatever was not committed goes with the connection; the next opening settles which key holds.
    client.release(true)
    await pool.end()
  }
}
