import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import type { Entry } from './archive/file.ts'

/** The newest row: its number (0 = none yet), the chain's hash (hex) and when it was recorded (UTC). */
export interface Head {
  seq: number
  hash: string
  recorded: string
}

/** What an append sees while it holds the head: nobody else writes until it is done. */
export interface Appending {
  head: Head
  /** The seq of each statement that stands in the log already, by (source, id). */
  known(statements: { source: string; id: string }[]): Promise<(number | undefined)[]>
}

/** A folded situation kept so that a start need not fold the whole log. */
export interface Checkpoint {
  seq: number
  recorded: string
  /** The version of shared/ that folded it. */
  fold: string
  body: Uint8Array
}

/** What is to be moved: events that `is` names, recorded before a moment (UTC). */
export interface Rule {
  /** The rule's name; how far it has looked is noted under it. */
  kind: string
  before: string
  is: (event: NewEvent) => boolean
}

/**
 * The durable, append-only order of events. seq runs from 1 without gaps, in commit order; (source, id) is unique;
 * each row's hash covers the one before. Every store passes tests/log/contract.ts.
 */
export interface Log {
  /** Names this log: new at creation and at every restore. */
  readonly epoch: string
  head(): Promise<Head>
  /**
   * Holds the head, asks `prepare` what to write, and writes it in one durable step, or nothing at all.
   * `recorded` is raised to the head's where the clock went back. Rejects with LogUnavailable when it cannot be written.
   */
  append(recorded: string, prepare: (appending: Appending) => Promise<NewEvent[]>): Promise<RecordedEvent[]>
  /** Up to `limit` events after `after`, in order. */
  read(after: number, limit: number): Promise<RecordedEvent[]>
  /** Hands over every event after `after`, in order and once, for ever; answers how to stop. */
  follow(after: number, onEvents: (events: RecordedEvent[]) => void): () => void
  saveCheckpoint(checkpoint: Checkpoint): Promise<void>
  /** The newest checkpoint of this fold recorded at or before `at` (UTC; absent: the newest). */
  checkpoint(fold: string, at?: string): Promise<Checkpoint | undefined>
  /**
   * Moves what is due to one file in the log's archive folder, at most so many rows; answers what is noted of it, or
   * undefined when nothing more is due. Reading goes on as before, from the file; without it, with LogUnavailable.
   */
  archive(rule: Rule, most?: number): Promise<Entry | undefined>
  /** Reads every row, those in archive files too, and checks the chain; answers the rows read, and the first bad seq if there is one. */
  verify(): Promise<{ rows: number; bad?: number; reason?: string }>
  /** Writes a mark durably, to see whether the log takes writes now. Rejects with LogUnavailable. */
  check(): Promise<void>
  /** Bytes that the log takes in its store. */
  bytes(): Promise<number>
  close(): Promise<void>
}

/** The store cannot take writes now (disk full, connection lost): refuse, show nothing, try again later. */
export class LogUnavailable extends Error {}

/** What is asked for was moved to an archive file that is missing or changed; the rest of the log is there. */
export class NotArchived extends LogUnavailable {}
