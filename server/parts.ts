import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import type { Doors } from './access/doors.ts'
import type { Config } from './config.ts'
import type { Live } from './live.ts'
import type { Metrics } from './metrics.ts'
import type { Quarantine } from './quarantine.ts'
import type { Vault } from './vault/vault.ts'
import type { Worlds } from './worlds.ts'

/** The running product: all its parts, wired once by server.ts. */
export interface Parts {
  version: string
  config: Config
  logger: Logger
  worlds: Worlds
  doors: Doors
  vault: Vault
  quarantine: Quarantine
  live: Live
  metrics: Metrics
  http: HttpServer
  /** Where it answers, e.g. http://127.0.0.1:3000. */
  address: string
  /** Why it cannot serve, or nothing. */
  notReady: () => string | undefined
  close: () => Promise<void>
}
