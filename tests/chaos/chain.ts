import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { Archive } from '../../server/log/archive/archive.ts'
import type { ChainAnswer } from '../../server/log/chain.ts'
import { verifyWorld } from '../../server/log/postgres-verify.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { entriesOf, rowsOf } from '../../server/log/sqlite-rows.ts'

interface Row {
  seq: number
  recorded: string
  body: string
  hash: string
}

/**
 * The chain reckoned by these lines alone: what the product writes and what it verifies with come of one function, and a
 * hash that leaves out the one before it would stand before both. All rows were verified; where a server still wrote,
 * at least so many as stood there before.
 */
function reckon(rows: Iterable<Row>, verified: ChainAnswer | undefined, least?: number): string[] {
  let before = '0'.repeat(64)
  let count = 0
  for (const { seq, recorded, body, hash } of rows) {
    const own = createHash('sha256').update([before, ++count, recorded, body].join('\n'))
    if (seq !== count || own.digest('hex') !== hash) return [`reckoned anew, the chain breaks at ${count}`]
    before = hash
  }
  const seen = verified?.rows ?? -1
  return seen >= (least ?? count) && seen <= count ? [] : [`${seen} rows were verified, ${count} stand there`]
}

const told = (answer?: ChainAnswer): string[] =>
  answer && answer.bad === undefined ? [] : [`the chain breaks at ${answer?.bad}: ${answer?.reason}`]

/** Checks a SQLite log that no server has open, and the files its rows were moved to. */
export async function checkFile(file: string, archiveFolder: string): Promise<string[]> {
  const log = new SqliteLog(file, archiveFolder)
  const verified = await log.verify()
  await log.close()
  const db = new DatabaseSync(file, { readOnly: true })
  const archive = new Archive(archiveFolder, entriesOf(db))
  const whole = rowsOf(db).map((row) => ({ ...row, body: archive.bodyOf(row) }))
  const reckoned = reckon(whole, verified)
  db.close()
  return [...told(verified), ...reckoned]
}

/** Checks the real world's log on a PostgreSQL; its servers may be writing what they say themselves. */
export async function checkDatabase(url: string): Promise<string[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    const before = await client.query<{ seq: number }>('SELECT max(seq)::int AS seq FROM world_real.event')
    const verified = await verifyWorld(url, 'real', '')
    const { rows } = await client.query<Row>(
      'SELECT seq::int, recorded, body, hash FROM world_real.event ORDER BY seq',
    )
    return [...told(verified), ...reckon(rows, verified, before.rows[0]?.seq ?? 0)]
  } finally {
    await client.end()
  }
}
