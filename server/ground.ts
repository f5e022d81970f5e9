import type { Store } from './log/open.ts'
import type { Standing } from './registers/standing.ts'
import type { VaultStore } from './vault/store.ts'

/** What every world shares. */
export interface Ground extends Store {
  dataDir: string
  vault: VaultStore
  first: Record<string, unknown>
  /** Told how long each commit took, ms, and how many events it carried. */
  committed?: (ms: number, events: number) => void
  /** Told when a register of a world begins or ends to fail, or lags for long. */
  registerStands?: (world: string, standing: Standing) => void
  regionAt: (longitude: number, latitude: number) => string | undefined
}
