import type pg from 'pg'
import { ChainCheck, type ChainAnswer, type ChainRow } from './chain.ts'
import type { HeadRow, Rows } from './postgres-rows.ts'

const page = 5_000

/** Reads every row of the log as it stands at one moment, and checks the chain against the head row. */
export async function verify(client: pg.ClientBase, rows: Rows): Promise<ChainAnswer> {
  const check = new ChainCheck()
  const { rows: heads } = await client.query<HeadRow>(rows.head)
  for (let last = 0; ;) {
    const { rows: some } = await client.query<ChainRow>(rows.after(last, page, 'all'))
    for (const row of some) {
      const wrong = check.take(row)
      if (wrong) return wrong
      last = row.seq
    }
    if (some.length < page) return check.end(heads[0] && `${heads[0].seq} ${heads[0].hash}`)
  }
}

/** The same in a transaction of its own: whatever is appended meanwhile is not seen. */
export async function verifyNow(pool: pg.Pool, rows: Rows): Promise<ChainAnswer> {
  const client = await pool.connect()
  let open = true
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const answer = await verify(client, rows)
    await client.query('COMMIT')
    open = false
    return answer
  } finally {
    client.release(open)
  }
}
