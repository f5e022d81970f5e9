import { randomUUID } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { chainHash, checkChain, genesis, type ChainAnswer, type ChainRow } from './chain.ts'
import { LogUnavailable, type Appending, type Checkpoint, type Head, type Log } from './log.ts'
import { migrate } from './sqlite-schema.ts'

interface Row {
  seq: number
  recorded: string
  body: string
}

/** An event as its row has it. */
function eventOf(row: Row): RecordedEvent {
  return { ...(JSON.parse(row.body) as NewEvent), seq: row.seq, recorded: row.recorded } as RecordedEvent
}

const prepared = (db: DatabaseSync) => ({
  insert: db.prepare('INSERT INTO event (seq, source, id, recorded, body, hash) VALUES (?, ?, ?, ?, ?, ?)'),
  find: db.prepare('SELECT seq FROM event WHERE source = ? AND id = ?'),
  range: db.prepare('SELECT seq, recorded, body FROM event WHERE seq > ? ORDER BY seq LIMIT ?'),
  head: db.prepare('SELECT seq, recorded, hash FROM event ORDER BY seq DESC LIMIT 1'),
  keepHead: db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('head', ?)"),
})

/** The log in one SQLite file: WAL, synchronous=FULL, one writer. `file` may be ':memory:'. */
export class SqliteLog implements Log {
  readonly epoch: string
  readonly #file: string
  #db!: DatabaseSync
  #statements!: ReturnType<typeof prepared>
  #head: Head = { seq: 0, hash: genesis, recorded: '' }
  #followers = new Set<(events: RecordedEvent[]) => void>()
  #appending: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(file: string) {
    this.#file = file
    this.#open()
    const insert = this.#db.prepare("INSERT OR IGNORE INTO meta (name, value) VALUES ('epoch', ?)")
    insert.run(randomUUID())
    this.epoch = String(this.#db.prepare("SELECT value FROM meta WHERE name = 'epoch'").get()?.value)
  }

  #open(): void {
    this.#db = new DatabaseSync(this.#file)
    try {
      migrate(this.#db)
      this.#statements = prepared(this.#db)
    } catch (error) {
      this.#db.close()
      throw error
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
    if (this.#closed) throw new LogUnavailable('the log is closed')
    if (!this.#db.isOpen) this.#reopen(this.#head.seq)
    const { find } = this.#statements
    const known = async (statements: { source: string; id: string }[]) =>
      statements.map(({ source, id }) => find.get(source, id)?.seq as number | undefined)
    const events = await prepare({ head: this.#head, known })
    if (events.length === 0) return []
    const written = this.#write(events, recorded > this.#head.recorded ? recorded : this.#head.recorded)
    this.#tell(written)
    return written
  }

  /** What is durable is told to everyone: a follower that throws is a fault of ours, and comes up as one, on its own. */
  #tell(events: RecordedEvent[]): void {
    for (const follower of this.#followers) {
      try {
        follower(events)
      } catch (error) {
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  #write(events: NewEvent[], recorded: string): RecordedEvent[] {
    const { insert, keepHead } = this.#statements
    let { seq, hash } = this.#head
    try {
      this.#db.exec('BEGIN IMMEDIATE')
      const written = events.map((event) => {
        const body = JSON.stringify(event)
        seq++
        hash = chainHash(hash, seq, recorded, body)
        insert.run(seq, event.source, event.id, recorded, body, hash)
        // Read back from its text: followers get what every later reader gets, and nobody else holds it.
        return eventOf({ seq, recorded, body })
      })
      keepHead.run(`${seq} ${hash}`)
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
    this.#reopen(before)
  }

  /** Where the file cannot be opened now, the next append tries again. */
  #reopen(before: number): void {
    try {
      this.#open()
    } catch (error) {
      throw new LogUnavailable(`the log cannot be opened: ${error instanceof Error ? error.message : error}`)
    }
    if (this.#head.seq > before)
      this.#tell((this.#statements.range.all(before, -1) as unknown as Row[]).map(eventOf))
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
    this.#db.prepare('DELETE FROM checkpoint WHERE fold <> ?').run(fold)
  }

  async checkpoint(fold: string, at?: string): Promise<Checkpoint | undefined> {
    return this.#db
      .prepare('SELECT * FROM checkpoint WHERE fold = ? AND recorded <= ? ORDER BY seq DESC LIMIT 1')
      .get(fold, at ?? '9999') as unknown as Checkpoint | undefined
  }

  async verify(): Promise<ChainAnswer> {
    const all = this.#db.prepare('SELECT * FROM event ORDER BY seq')
    const head = this.#db.prepare("SELECT value FROM meta WHERE name = 'head'").get()?.value
    return checkChain(all.iterate() as unknown as Iterable<ChainRow>, head?.toString())
  }

  async bytes(): Promise<number> {
    const pages = (name: string) => Number(this.#db.prepare(`PRAGMA ${name}`).get()?.[name])
    return pages('page_count') * pages('page_size')
  }

  async check(): Promise<void> {
    try {
      if (!this.#db.isOpen) this.#reopen(this.#head.seq)
      const mark = this.#db.prepare("INSERT OR REPLACE INTO meta (name, value) VALUES ('checked', ?)")
      mark.run(new Date().toISOString())
    } catch (error) {
      throw new LogUnavailable(`the log cannot be written: ${error instanceof Error ? error.message : error}`)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#appending
    this.#followers.clear()
    if (this.#db.isOpen) this.#db.close()
  }
}
