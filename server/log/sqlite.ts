import { randomUUID } from 'node:crypto'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { chainHash, checkChain, genesis, type ChainAnswer, type ChainRow } from './chain.ts'
import { LogUnavailable, type Appending, type Checkpoint, type Head, type Log } from './log.ts'
import { migrate } from './sqlite-schema.ts'

interface Row {
  seq: number
  recorded: string
  body: string
  hash: string
}

/** An event as its row has it. */
function eventOf(row: Row): RecordedEvent {
  return { ...(JSON.parse(row.body) as NewEvent), seq: row.seq, recorded: row.recorded } as RecordedEvent
}

/** The log in one SQLite file: WAL, synchronous=FULL, one writer. `file` may be ':memory:'. */
export class SqliteLog implements Log {
  readonly epoch: string
  readonly #file: string
  #db!: DatabaseSync
  #statements!: Record<'insert' | 'find' | 'range' | 'head', StatementSync>
  #head: Head = { seq: 0, hash: genesis, recorded: '' }
  #followers = new Set<(events: RecordedEvent[]) => void>()
  #appending: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
    this.#open()
    const insert = this.#db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)")
    insert.run(randomUUID())
    this.epoch = String(this.#db.prepare("SELECT value FROM meta WHERE name = 'epoch'").get()?.value)
  }

  #open(): void {
    this.#db = new DatabaseSync(this.#file)
    migrate(this.#db)
    this.#statements = {
      insert: this.#db.prepare(
        'INSERT INTO event (seq, source, id, recorded, body, hash) VALUES (?, ?, ?, ?, ?, ?)',
      ),
      find: this.#db.prepare('SELECT seq FROM event WHERE source = ? AND id = ?'),
      range: this.#db.prepare(
        'SELECT seq, recorded, body, hash FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
      ),
      head: this.#db.prepare('SELECT seq, recorded, hash FROM event ORDER BY seq DESC LIMIT 1'),
    }
    const last = this.#statements.head.get() as unknown as Head | undefined
    if (last) this.#head = { seq: last.seq, hash: last.hash, recorded: last.recorded }
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
    const { find } = this.#statements
    const known = async (statements: { source: string; id: string }[]) =>
      statements.map(({ source, id }) => find.get(source, id)?.seq as number | undefined)
    const events = await prepare({ head: this.#head, known })
    if (events.length === 0) return []
    const written = this.#write(events, recorded > this.#head.recorded ? recorded : this.#head.recorded)
    for (const tell of this.#followers) tell(written)
    return written
  }

  #write(events: NewEvent[], recorded: string): RecordedEvent[] {
    const { insert } = this.#statements
    let { seq, hash } = this.#head
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const written = events.map((event) => {
        const body = JSON.stringify(event)
        seq++
        hash = chainHash(hash, seq, recorded, body)
        insert.run(seq, event.source, event.id, recorded, body, hash)
        return { ...event, seq, recorded } as RecordedEvent
      })
      this.#db.exec('COMMIT')
      this.#head = { seq, hash, recorded }
      return written
    } catch (error) {
      this.#recover()
      throw new LogUnavailable(`the log cannot be written: ${error instanceof Error ? error.message : error}`)
    }
  }

  /** After a failed write nobody knows what reached the disk: the file is opened anew, and what it holds is the truth. */
  #recover(): void {
    const before = this.#head.seq
    if (this.#file === ':memory:') return void (this.#db.isTransaction && this.#db.exec('ROLLBACK'))
    try {
      this.#db.close()
    } catch {
      // A connection that cannot be closed is dropped.
    }
    try {
      this.#open()
    } catch (error) {
      throw new LogUnavailable(`the log cannot be opened: ${error instanceof Error ? error.message : error}`)
    }
    if (this.#head.seq > before) {
      const landed = (this.#statements.range.all(before, -1) as unknown as Row[]).map(eventOf)
      for (const tell of this.#followers) tell(landed)
    }
  }

  async read(after: number, limit: number): Promise<RecordedEvent[]> {
    return (this.#statements.range.all(after, limit) as unknown as Row[]).map(eventOf)
  }

  follow(after: number, onEvents: (events: RecordedEvent[]) => void): () => void {
    for (let seq = after; seq < this.#head.seq;) {
      const events = (this.#statements.range.all(seq, 5_000) as unknown as Row[]).map(eventOf)
      onEvents(events)
      seq = events.at(-1)?.seq ?? this.#head.seq
    }
    this.#followers.add(onEvents)
    return () => this.#followers.delete(onEvents)
  }

  async saveCheckpoint({ seq, recorded, fold, body }: Checkpoint): Promise<void> {
    const day = recorded.slice(0, 10)
    this.#db
      .prepare('INSERT OR REPLACE INTO checkpoint (day, seq, recorded, fold, body) VALUES (?, ?, ?, ?, ?)')
      .run(day, seq, recorded, fold, body)
  }

  async checkpoint(fold: string, at?: string): Promise<Checkpoint | undefined> {
    return this.#db
      .prepare('SELECT * FROM checkpoint WHERE fold = ? AND recorded <= ? ORDER BY seq DESC LIMIT 1')
      .get(fold, at ?? '9999') as unknown as Checkpoint | undefined
  }

  async verify(): Promise<ChainAnswer> {
    const all = this.#db.prepare('SELECT * FROM event ORDER BY seq')
    return checkChain(all.iterate() as unknown as Iterable<ChainRow>)
  }

  async close(): Promise<void> {
    await this.#appending
    this.#followers.clear()
    if (this.#db.isOpen) this.#db.close()
  }
}
