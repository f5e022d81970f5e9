import type pg from 'pg'
import { Archive } from './archive/archive.ts'
import { WholeCheck } from './archive/check.ts'
import type { ChainAnswer, NamedRow } from './chain.ts'
import { LogUnavailable } from './log.ts'
import { entriesOf } from './postgres-archive.ts'
import { Rows, type HeadRow } from './postgres-rows.ts'
import { atOneMoment } from './postgres-schema.ts'

const page = 5_000

/** Reads every row of the log as it stands at one moment, its archive files too, and checks the chain against the head row. */
export async function verify(
  client: pg.ClientBase,
  schema: string,
  archiveFolder: string,
): Promise<ChainAnswer> {
  const rows = new Rows(schema)
  const entries = await entriesOf(client, schema).catch((error: unknown) => {
    if (error instanceof LogUnavailable) return error
    throw error
  })
  if (entries instanceof LogUnavailable) return { rows: 0, bad: 1, reason: entries.message }
  const check = new WholeCheck(new Archive(archiveFolder, entries))
  const { rows: heads } = await client.query<HeadRow>(rows.head)
  for (let last = 0; ;) {
    const { rows: some } = await client.query<NamedRow>(rows.after(last, page, 'all'))
    for (const row of some) {
      const wrong = check.take(row)
      if (wrong) return wrong
      last = row.seq
    }
    if (some.length < page) return check.end(heads[0] && `${heads[0].seq} ${heads[0].hash}`)
  }
}

/**
 * Checks the log of a world on a connection of its own, beside those who write it: whatever is appended meanwhile is not
 * seen. Answers undefined where there is no such world, and rejects with PostgreSQL's error.
 */
export async function verifyWorld(
  url: string,
  world: string,
  archiveFolder: string,
): Promise<ChainAnswer | undefined> {
  return atOneMoment(url, world, (client, schema) => verify(client, schema, archiveFolder))
}
