import { getRequestListener } from '@hono/node-server'
import { readFileSync } from 'node:fs'
import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Role } from './access/caller.ts'
import { Doors } from './access/doors.ts'
import { Keys } from './access/keys.ts'
import type { Config } from './config.ts'
import { configuredFeeds, startFeeds } from './feeds/start.ts'
import { createApp } from './http/app.ts'
import { Live } from './live.ts'
import { lock } from './lock.ts'
import { Metrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { Quarantine } from './quarantine.ts'
import { openGround } from './regions/ground.ts'
import { secret } from './secrets.ts'
import { Vault } from './vault/vault.ts'
import { Worlds } from './worlds.ts'

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')) as {
  version: string
}

/** What a start may choose besides the configuration. */
export interface Options {
  /** The demo has no real world. */
  real?: boolean
  /** The role of pages opened on loopback. */
  pageRole?: Role
}

/** Opens the data folder, the worlds and the doors, and listens. Throws ConfigError or Locked before anything is opened. */
export async function startServer(
  config: Config,
  { real = true, pageRole = 'display' }: Options = {},
): Promise<Parts> {
  const { bbox, ...ground } = await openGround(config)
  const feeds = config.FEEDS === 'on' && real ? configuredFeeds(config, bbox) : []
  const logger = pino({
    level: config.LOG_LEVEL,
    redact: ['*.key', '*.authorization', '*.cookie', '*.token'],
  })
  const dataDir = config.DATA_DIR
  const held = lock(dataDir)
  const keys = new Keys(join(dataDir, 'access.db'))
  const doors = new Doors({ config, keys, secret: secret(dataDir, 'pass'), pageRole })
  const vault = new Vault(join(dataDir, 'vault.db'), secret(dataDir, 'vault'))
  const quarantine = new Quarantine(join(dataDir, 'quarantine.db'))
  const worlds = new Worlds({ dataDir, vault, ...ground })
  const realWorld = real ? await worlds.openReal() : undefined
  await worlds.openExercises()

  let closing = false
  const server = {} as Parts
  const listener = getRequestListener(createApp(server).fetch, { overrideGlobalObjects: false })
  const http = config.tls
    ? (createHttps(
        { cert: readFileSync(config.tls.cert), key: readFileSync(config.tls.key) },
        listener,
      ) as HttpServer)
    : createHttp(listener)
  http.headersTimeout = 10_000
  http.requestTimeout = 30_000
  const live = new Live(http, worlds, {
    callerOf: (peer, key) => doors.callerOf(peer, key),
    originAllowed: (headers) => doors.originAllowed(headers),
    version: manifest.version,
  })
  const metrics = new Metrics(
    worlds,
    () => live,
    () => quarantine.count(),
  )

  let stopFeeds = async () => {}
  const close = async () => {
    closing = true
    await stopFeeds()
    const closed = new Promise<void>((done) => http.close(() => done()))
    await live.close()
    http.closeIdleConnections()
    const patience = setTimeout(() => http.closeAllConnections(), 2_000)
    await closed
    clearTimeout(patience)
    await worlds.close()
    vault.close()
    quarantine.close()
    keys.close()
    held.release()
  }
  Object.assign(server, {
    version: manifest.version,
    config,
    logger,
    worlds,
    doors,
    vault,
    quarantine,
    live,
    metrics,
    http,
    notReady: () => (closing ? 'the server is stopping' : undefined),
    close,
  } satisfies Omit<Parts, 'address'>)
  server.address = await listen(http, config)
  held.announce(server.address, doors.startToken)
  if (realWorld && feeds.length > 0) stopFeeds = startFeeds(server, realWorld, feeds)
  return server
}

async function listen(http: HttpServer, config: Config): Promise<string> {
  await new Promise<void>((done, fail) => {
    http.once('error', fail)
    http.listen(config.PORT, config.HOST, () => done())
  })
  const { port } = http.address() as AddressInfo
  const host = config.HOST === '0.0.0.0' || config.HOST === '::' ? '127.0.0.1' : config.HOST
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
