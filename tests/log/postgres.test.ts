import { afterAll, beforeAll } from 'vitest'
import { PostgresLog } from '../../server/log/postgres.ts'
import { startPostgres, type Postgres } from '../postgres.ts'
import { logContract, type Store } from './contract.ts'

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

async function open(): Promise<Store> {
  const world = `contract-${++worlds}`
  let log = await PostgresLog.open(postgres.url, world)
  return {
    log,
    reopen: async () => {
      await log.close()
      return (log = await PostgresLog.open(postgres.url, world))
    },
    tamper: (how, seq) => postgres.run(`SET search_path = "world_${world}"; ${statements[how]} ${seq}`),
    discard: () => log.close(),
  }
}

logContract('PostgreSQL', open)
