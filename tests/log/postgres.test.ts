import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { PostgresLog } from '../../server/log/postgres.ts'
import { emptyFolder } from '../http/running.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { archiveContract, type ArchivingStore } from './archive-contract.ts'
import { logContract } from './contract.ts'

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())

const statements = {
  text: "UPDATE event SET body = replace(body, 'gauge', 'gauges') WHERE seq = ",
  hash: "UPDATE event SET hash = overlay(hash placing '01234567' from 1) WHERE seq = ",
  recorded: "UPDATE event SET recorded = '2026-03-30T02:00:01.000Z' WHERE seq = ",
  name: "UPDATE event SET id = 'z' WHERE seq = ",
  remove: 'DELETE FROM event WHERE seq = ',
}
let worlds = 0

async function open(): Promise<ArchivingStore> {
  const world = `contract-${++worlds}`
  const folder = join(emptyFolder(), 'archive')
  let log = await PostgresLog.open(postgres.url, world, {}, folder)
  const notes = new Map<number, string>()
  return {
    log,
    folder,
    tamperNote: async (number, text) => {
      const client = new pg.Client(postgres.url)
      await client.connect()
      const table = `"world_${world}".archive`
      const { rows } = await client.query<{ entry: string }>(`SELECT entry FROM ${table} WHERE number = $1`, [
        number,
      ])
      const before = rows[0]?.entry ?? ''
      // An empty text puts the first one back.
      if (!notes.has(number)) notes.set(number, before)
      const after = text(before) || notes.get(number)
      await client.query(`UPDATE ${table} SET entry = $2 WHERE number = $1`, [number, after])
      await client.end()
    },
    reopen: async () => {
      await log.close()
      return (log = await PostgresLog.open(postgres.url, world, {}, folder))
    },
    tamper: (how, seq) => postgres.run(`SET search_path = "world_${world}"; ${statements[how]} ${seq}`),
    discard: () => log.close(),
  }
}

logContract('PostgreSQL', open)
archiveContract('PostgreSQL', open)
