import type pg from 'pg'

/**
 * Makes a schema's tables, all or none, unless the last of them stands already: even `IF NOT EXISTS` locks tables that other
 * nodes are writing, and asks for rights that an account needs only once. Rejects with PostgreSQL's error.
 */
export async function makeTables(pool: pg.Pool, last: string, tables: string): Promise<void> {
  const { rows } = await pool.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [last])
  if (rows[0]?.there) return
  // Several statements in one message are one transaction.
  await pool.query(`SELECT pg_advisory_xact_lock(hashtext('ruang-pantau tables')); ${tables}`)
}
