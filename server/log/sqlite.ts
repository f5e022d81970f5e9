import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { Archive } from './archive/archive.ts'
import type { Entry } from './archive/file.ts'
import { moveDue } from './archive/move.ts'
import { genesis, type ChainAnswer } from './chain.ts'
import { tell } from './followers.ts'
import { LogUnavailable, type Appending, type Checkpoint, type Head, type Log, type Rule } from './log.ts'
import { sqliteShelf } from './sqlite-archive.ts'
import { findCheckpoint, keepCheckpoint } from './sqlite-checkpoint.ts'
import { findAll, insertAfter, prepared } from './sqlite-insert.ts'
import { checkSince, settle, unavailable } from './sqlite-mend.ts'
import { bytesOf, entriesOf, epochOf, eventOf, mark, newestOf, someRows } from './sqlite-rows.ts'
import { migrate } from './sqlite-schema.ts'
import { makeRoom } from './sqlite-room.ts'
import { WriteBack } from './sqlite-write-back.ts'
import { checkDatabase } from './verify-file.ts'

const inMemory = ':memory:'

/** The log in one SQLite file: WAL, synchronous=FULL, one writer. `file` may be ':memory:'. */
export class SqliteLog implements Log {
  readonly epoch: string
  readonly #file: string
  readonly #archive: Archive
  #db!: DatabaseSync
  #statements!: ReturnType<typeof prepared>
  #head: Head = { seq: 0, hash: genesis, recorded: '' }
  #followers = new Set<(events: RecordedEvent[]) => void>()
  #appending: Promise<unknown> = Promise.resolve()
  #archiving: Promise<unknown> = Promise.resolve()
  readonly #writeBack = new WriteBack()
  #closed = false

  constructor(file: string, archiveFolder = join(dirname(file), 'archive')) {
    this.#file = file
    this.#archive = new Archive(archiveFolder)
    this.#open()
    this.#head = newestOf(this.#db) ?? this.#head
    this.epoch = epochOf(this.#db)
  }

  #open(): void {
    this.#db = new DatabaseSync(this.#file)
    try {
      migrate(this.#db)
      if (this.#file !== inMemory) makeRoom(this.#file)
      this.#statements = prepared(this.#db)
      this.#archive.know(entriesOf(this.#db))
    } catch (error) {
      this.#db.close()
      throw error
    }
  }

  async head(): Promise<Head> {
    return this.#head
  }

  append(recorded: string, prepare: (appending: Appending) => Promise<NewEvent[]>): Promise<RecordedEvent[]> {
    const turn = this.#appending.then(() => this.#append(recorded, prepare))
    this.#appending = turn.catch(() => undefined)
    return turn
  }

  async #append(recorded: string, prepare: (appending: Appending) => Promise<NewEvent[]>) {
    if (this.#closed) throw new LogUnavailable('the log is closed')
    this.#mend()
    const before = this.#head
    const known = async (statements: { source: string; id: string }[]) => {
      this.#mend()
      return findAll(this.#db, this.#statements, statements)
    }
    const events = await prepare({ head: before, known })
    if (events.length === 0) return []
    this.#mend()
    if (this.#head.seq !== before.seq) throw new LogUnavailable('the log came back while it was written')
    const later = recorded > before.recorded ? recorded : before.recorded
    const { head, written, characters } = this.#durably(() =>
      insertAfter(this.#statements, before, events, later),
    )
    this.#head = head
    this.#tell(written)
    this.#writeBack.committed(this.#db, written.length, characters)
    return written
  }

  #tell(events: RecordedEvent[]): void {
    for (const follower of this.#followers) tell(follower, events)
  }

  /** All of it in one durable step, or LogUnavailable: then nobody knows what reached the disk, and nothing more is read here. */
  #durably<T>(act: () => T): T {
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const done = act()
      this.#db.exec('COMMIT')
      return done
    } catch (error) {
      if (this.#file === inMemory) {
        this.#db.exec('ROLLBACK')
        this.#statements = prepared(this.#db)
      } else this.#drop()
      throw unavailable('written', error)
    }
  }

  #drop(): void {
    this.#writeBack.settled()
    try {
      this.#db.close()
    } catch {} // A connection that cannot be closed is dropped.
  }

  /** After a failed step: settles the file, opens it anew, checks what it holds and that it takes writes; then that is the truth. */
  #mend(): void {
    if (this.#db.isOpen) return
    if (this.#closed) throw new LogUnavailable('the log is closed')
    try {
      settle(this.#file)
      this.#open()
      checkSince(this.#db, this.#head)
      this.#durably(() => mark(this.#db))
    } catch (error) {
      if (this.#db.isOpen) this.#drop()
      throw unavailable('opened', error)
    }
    const { seq } = this.#head
    this.#head = newestOf(this.#db) ?? this.#head
    if (this.#head.seq > seq) this.#tell(this.#range(seq, -1))
  }

  #range(after: number, limit: number): RecordedEvent[] {
    return this.#archive.fill(someRows(this.#db, after, limit)).map(eventOf)
  }

  async read(after: number, limit: number): Promise<RecordedEvent[]> {
    this.#mend()
    return this.#range(after, limit)
  }

  follow(after: number, onEvents: (events: RecordedEvent[]) => void): () => void {
    for (let seq = after; seq < this.#head.seq;) {
      const events = this.#range(seq, 5_000)
      onEvents(events)
      seq = events.at(-1)?.seq ?? this.#head.seq
    }
    this.#followers.add(onEvents)
    return () => this.#followers.delete(onEvents)
  }

  archive(rule: Rule, most?: number): Promise<Entry | undefined> {
    const db = () => (this.#mend(), this.#db)
    const shelf = sqliteShelf(this.#archive, db, (act) => this.#durably(act))
    const turn = this.#archiving.then(() => moveDue(shelf, rule, most))
    this.#archiving = turn.catch(() => undefined)
    return turn
  }

  async saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#mend()
    this.#durably(() => keepCheckpoint(this.#db, checkpoint))
  }

  async checkpoint(fold: string, at = '9999'): Promise<Checkpoint | undefined> {
    this.#mend()
    return findCheckpoint(this.#db, fold, at)
  }

  async verify(): Promise<ChainAnswer> {
    this.#mend()
    return checkDatabase(this.#db, this.#archive.folder)
  }

  async bytes(): Promise<number> {
    this.#mend()
    return bytesOf(this.#db)
  }

  async check(): Promise<void> {
    this.#mend()
    this.#durably(() => mark(this.#db))
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#appending
    await this.#archiving
    this.#followers.clear()
    // Where that fails the next start reads what the index lacks.
    const settle = () => this.#durably(() => this.#statements.names.settle(true))
    if (this.#db.isOpen) await Promise.try(settle).catch(() => undefined)
    this.#drop()
  }
}
