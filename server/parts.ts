import type { Server as HttpServer } from 'node:http'
import type { Logger } from 'pino'
import type { Access } from './access/access.ts'
import type { Asker } from './access/asker.ts'
import type { Doors } from './access/doors.ts'
import type { Keys } from './access/keys.ts'
import type { LookedAt } from './access/looked.ts'
import type { Cameras } from './cameras/cameras.ts'
import type { Config } from './config.ts'
import type { Life } from './fleet/life.ts'
import type { Limits } from './http/limits.ts'
import type { Puzzles } from './http/puzzle.ts'
import type { Live } from './live.ts'
import type { Media } from './media/media.ts'
import type { Metrics } from './metrics.ts'
import type { Outage } from './outage.ts'
import type { Outbox } from './stores.ts'
import type { Quarantine } from './quarantine.ts'
import type { Machine } from './upkeep/machine.ts'
import type { VaultStore } from './vault/store.ts'
import type { Worlds } from './worlds.ts'

/** The running product: all its parts, wired once by server.ts. */
export interface Parts {
  version: string
  config: Config
  logger: Logger
  worlds: Worlds
  doors: Doors
  /** Who asks, by the peer's address and the headers: behind a trusted proxy whoever came to that. */
  askerOf: (peer: string, headers: Asker['headers']) => Asker
  keys: Keys
  looked: LookedAt
  access: Access
  vault: VaultStore
  media: Media
  cameras: Cameras
  quarantine: Quarantine
  outbox: Outbox
  live: Live
  /** What is said on stdout while nothing can be written down. */
  outage: Outage
  /** What the screens say of themselves. */
  life: Life
  metrics: Metrics
  http: HttpServer
  /** Where it answers, e.g. http://127.0.0.1:3000. */
  address: string
  machine: Machine
  limits: Limits
  /** What a report from the public costs its sender. */
  puzzles: Puzzles
  /** The folder of the built pages; undefined: dist/. */
  pages: string | undefined
  /** Whether it takes nothing in any more. */
  stopping: () => boolean
  /** Whether schedule, feeds and upkeep run here: on a node that stands alone, or on the one that leads. */
  leads: () => boolean
  /** Why it cannot serve, or nothing. */
  notReady: () => Promise<string | undefined>
  close: () => Promise<void>
}
