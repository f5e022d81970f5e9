import type { DestinationStream } from 'pino'
import type { Role } from './access/caller.ts'
import type { Cost } from './access/passwords.ts'

/** What a start may choose besides the configuration. */
export interface Options {
  /** The demo has no real world. */
  real?: boolean
  /** The role of pages opened on loopback without signing in; left out: none open so. */
  pageRole?: Role
  /** Whether the clock acts by itself: on, unless a test hands it on. */
  schedule?: boolean
  /** Where the built pages lie, if not in dist/. */
  pages?: string
  /** Where log lines go, if not to stdout. */
  log?: DestinationStream
  /** What a new password costs to work out: less than in earnest in tests alone. */
  passwords?: Cost
}
