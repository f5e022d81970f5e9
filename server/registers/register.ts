import { DatabaseSync } from 'node:sqlite'
import type { RecordedEvent } from '../../shared/events/types.ts'

/** A table derived from the log, rebuildable at any time and never the truth. A new `version` rebuilds it. */
export interface RegisterKind {
  name: string
  version: number
  /** SQL that makes its tables, all named NAME or NAME_…. */
  tables: string
  drop: string
  /** Which events it notes anything of; left out: all. The others cost it no write. */
  concerns?: (event: RecordedEvent) => boolean
  /** Prepares what notes events, in order and each once; `first` are the settings before the first setting.changed. */
  noting: (db: DatabaseSync, first: Record<string, unknown>) => (events: readonly RecordedEvent[]) => void
}

/** So many events that do not concern a register are passed over before its cursor is written: a start reads them again. */
const mostPassedOver = 1_000

/** Opens the file that a world's registers share. */
export function openRegisterFile(file: string): DatabaseSync {
  const db = new DatabaseSync(file)
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA busy_timeout = 5000;
    CREATE TABLE IF NOT EXISTS cursor (name TEXT PRIMARY KEY, version INTEGER, epoch TEXT, seq INTEGER) STRICT;
  `)
  return db
}

/** Sees to a register's tables: empty ones where the log or the version is another. Answers the seq they stand at. */
export function prepareTables(db: DatabaseSync, kind: RegisterKind, epoch: string): number {
  const row = db.prepare('SELECT version, epoch, seq FROM cursor WHERE name = ?').get(kind.name)
  const same = row?.version === kind.version && row.epoch === epoch
  if (!same) {
    db.exec(kind.drop)
    db.prepare('INSERT OR REPLACE INTO cursor VALUES (?, ?, ?, 0)').run(kind.name, kind.version, epoch)
  }
  db.exec(kind.tables)
  return same ? Number(row.seq) : 0
}

/** A register as whoever writes it has it: nobody else writes its tables. */
export class RegisterWriter {
  readonly #db: DatabaseSync
  readonly #kind: RegisterKind
  readonly #first: Record<string, unknown>
  /** Prepared when it is needed, and anew after a failure: what it kept in mind may be of what was rolled back. */
  #note: ReturnType<RegisterKind['noting']> | undefined
  #cursor: number
  /** What of the cursor stands in the file. */
  #written: number

  constructor(db: DatabaseSync, kind: RegisterKind, first: Record<string, unknown>) {
    this.#db = db
    this.#kind = kind
    this.#first = first
    this.#cursor = this.#written = this.#stands()
  }

  #stands(): number {
    return Number(this.#db.prepare('SELECT seq FROM cursor WHERE name = ?').get(this.#kind.name)?.seq)
  }

  /** The seq up to which all is noted. */
  get seq(): number {
    return this.#cursor
  }

  /** Takes what follows on its cursor, in one transaction; what came before is known, and nothing is taken over a gap. */
  write(events: readonly RecordedEvent[]): void {
    const fresh = events.filter(({ seq }) => seq > this.#cursor)
    const last = fresh.at(-1)?.seq
    if (last === undefined || fresh[0]?.seq !== this.#cursor + 1) return
    const { concerns } = this.#kind
    const noted = concerns ? fresh.filter(concerns) : fresh
    if (noted.length === 0 && last - this.#written < mostPassedOver) {
      this.#cursor = last
      return
    }
    this.#db.exec('BEGIN')
    try {
      this.#note ??= this.#kind.noting(this.#db, this.#first)
      this.#note(noted)
      this.#move(last)
      this.#db.exec('COMMIT')
      this.#cursor = this.#written = last
    } catch (error) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      this.#note = undefined
      this.#cursor = this.#written = this.#stands()
      throw error
    }
  }

  #move(seq: number): void {
    // Not `run`: its answer names the last row written, and one of FTS5's own is beyond what it can say.
    this.#db.prepare('UPDATE cursor SET seq = ? WHERE name = ?').get(seq, this.#kind.name)
  }

  /** What was passed over is not read again at the next start: it may lie in archive files by then. */
  close(): void {
    if (this.#cursor > this.#written) this.#move(this.#cursor)
  }
}
