import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Keys } from '../access/keys.ts'
import { configFromEnvironment } from '../config.ts'
import type { Parts } from '../parts.ts'
import type { Options } from '../options.ts'
import { startServer } from '../server.ts'
import { replay, type Film } from './replay.ts'
import { writeReports } from './reports.ts'

const demoWorld = 'gladi'

/** A running demo. */
export interface Demo {
  server: Parts
  /** Stops the replay, then the server, and removes the data folder. */
  stop: () => Promise<void>
}

/** Starts the server on an empty temporary data folder whose only world is the exercise, and replays the film through its front door. */
export async function startDemo(
  film: Film & { region: string; reports?: boolean },
  port: number,
  complain: (line: string) => void,
  options: Options = {},
): Promise<Demo> {
  const folder = mkdtempSync(join(tmpdir(), 'ruang-pantau-demo-'))
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  process.once('exit', remove)
  const config = configFromEnvironment({
    PORT: String(port),
    DATA_DIR: folder,
    REGION: film.region,
    FEEDS: 'off',
    DATABASE_URL: '',
    PUBLIC_URL: '',
    OIDC_ISSUER: '',
    OIDC_CLIENT_ID: '',
    OIDC_CLIENT_SECRET: '',
    TLS_CERT: '',
    TLS_KEY: '',
  })
  const keys = new Keys(join(folder, 'access.db'))
  const key = keys.create({ name: 'rekaman gladi', role: 'feeder' })
  keys.close()
  // Every page opens, the administrator's too: nothing here is real, and nobody but this machine gets in.
  const server = await startServer(config, { real: false, pageRole: 'admin', ...options })
  const stopping = new AbortController()
  const opened = new Promise((done) => server.worlds.onOpened(done))
  const playing = replay(film, {
    worlds: server.worlds,
    feeder: { address: server.address, key },
    world: demoWorld,
    signal: stopping.signal,
    complain,
    ...(film.reports && {
      report: (world, span, signal) => writeReports(world, server, span, signal),
    }),
  })
  await opened
  const stop = async () => {
    stopping.abort()
    await playing
    await server.close()
    remove()
    process.off('exit', remove)
  }
  return { server, stop }
}
