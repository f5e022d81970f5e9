import type { Plain } from '../../shared/events/take-out.ts'

/** One record to be kept: its reference, and the fields taken out of an event by their path. */
export interface VaultRecord {
  reference: string
  fields: Plain
}

type Soon<T> = T | Promise<T>

/** Personal data outside the log, each record under a key of its own; in a file (class Vault) or in PostgreSQL. */
export interface VaultStore {
  /** Writes the records of a world durably, all or none. */
  keep: (records: VaultRecord[], world?: string) => Soon<void>
  read: (reference: string, world?: string) => Soon<Plain | 'erased' | undefined>
  /** Destroys the record's key; answers whether there was one. */
  erase: (reference: string, at: string) => Soon<boolean>
  /** Writes durably, to see whether what was last refused would be taken now. Throws where it would not. */
  check: () => Soon<void>
  close: () => Soon<void>
}
