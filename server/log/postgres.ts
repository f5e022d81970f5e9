import { join } from 'node:path'
import type pg from 'pg'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import type { Entry } from './archive/file.ts'
import type { ChainAnswer, NamedRow } from './chain.ts'
import { Followers } from './followers.ts'
import { LogUnavailable, type Appending, type Checkpoint, type Head, type Log, type Rule } from './log.ts'
import { Anchor } from './postgres-anchor.ts'
import { Shelves } from './postgres-archive.ts'
import { connectionTo, poolOf, type Patience } from './postgres-connect.ts'
import { commit, hold, known, only } from './postgres-hold.ts'
import { listen, type Listener } from './postgres-listen.ts'
import { recordedAs, Rows, rowsAfter, type EventRow, type HeadRow, type Standing } from './postgres-rows.ts'
import { schemaOf, stand } from './postgres-schema.ts'
import { available } from './postgres-trouble.ts'
import { verifyWorld } from './postgres-verify.ts'

type Client = pg.Pool | pg.ClientBase
type Where = [url: string, world: string, archiveFolder: string]

const page = 1_000
/**
 * The log of one world in PostgreSQL, shared by as many processes as write it. The head is one row, locked within each
 * append: numbers are given in the order of the commits. NOTIFY is a hint; the table, looked at again and again, is the
 * truth.
 */
export class PostgresLog implements Log {
  readonly epoch: string
  readonly #where: Where
  readonly #shelves: Shelves
  readonly #rows: Rows
  readonly #pool: pg.Pool
  readonly #anchor: Anchor
  readonly #followers = new Followers()
  readonly #listener: Listener
  #appending: Promise<unknown> = Promise.resolve()
  #closed = false

  private constructor([url, world, folder]: Where, pool: pg.Pool, head: HeadRow, pollMs: number) {
    const schema = schemaOf(world)
    this.#where = [url, world, folder]
    this.#pool = pool
    this.#shelves = new Shelves(folder, pool, schema)
    this.#rows = new Rows(schema)
    this.#anchor = new Anchor(head)
    this.epoch = head.epoch
    this.#listener = listen({
      connection: connectionTo(url),
      channel: schema,
      pollMs,
      isNews: (seq) => seq > this.#followers.least,
      look: (client) => this.#look(client),
    })
  }

  /** Opens a world's log, making its tables where they are missing; old rows go to files in a folder. Rejects with LogUnavailable. */
  static async open(
    url: string,
    world: string,
    { pollMs = 250, stallMs = 10_000 }: Patience = {},
    archiveFolder = join('data', 'archive'),
  ): Promise<PostgresLog> {
    const pool = poolOf(url, stallMs)
    try {
      const head = await available('opened', stand(pool, schemaOf(world)))
      return new PostgresLog([url, world, archiveFolder], pool, head, pollMs)
    } catch (error) {
      await pool.end()
      throw error
    }
  }

  async head(): Promise<Head> {
    const { epoch: _, ...head } = only(await available('read', this.#pool.query<HeadRow>(this.#rows.head)))
    return head
  }

  append(recorded: string, prepare: (appending: Appending) => Promise<NewEvent[]>): Promise<RecordedEvent[]> {
    const turn = this.#appending.then(() => this.#append(recorded, prepare))
    this.#appending = turn.catch(() => undefined)
    return turn
  }

  async #append(recorded: string, prepare: (appending: Appending) => Promise<NewEvent[]>) {
    if (this.#closed) throw new LogUnavailable('the log is closed')
    const client = await available('written', this.#pool.connect())
    let open = true
    try {
      const head = await available('written', this.#hold(client))
      const find = (asked: { source: string; id: string }[]) =>
        available('read', known(client, this.#rows, asked))
      const events = await prepare({ head, known: find })
      const rows = rowsAfter(head, events, recorded > head.recorded ? recorded : head.recorded)
      await available('written', commit(client, this.#rows, rows))
      open = false
      return await this.#committed(rows, events)
    } finally {
      // Whoever gave up in the middle leaves nothing behind: the connection is closed, and PostgreSQL undoes the rest.
      client.release(open)
    }
  }

  /** Locks the head, and brings this process's followers up to it before anything is decided. */
  async #hold(client: pg.ClientBase): Promise<Head> {
    const ours = this.#anchor.row
    const { standing, news } = await hold(client, this.#rows, ours.seq, this.#followers.least, page)
    await this.#recognise(client, ours, standing)
    this.#followers.offer(news)
    await this.#bring(client, standing)
    return { seq: standing.seq, hash: standing.hash, recorded: standing.recorded }
  }

  /** Hands what was just committed to our own followers, before the append resolves. */
  async #committed(rows: NamedRow[], told: NewEvent[]): Promise<RecordedEvent[]> {
    const events = recordedAs(rows, told)
    this.#followers.offer(events)
    const last = rows.at(-1)
    // One who began to follow meanwhile reads what it lacks; should that fail, the listener goes on with it.
    if (last) await this.#bring(this.#pool, last).catch(() => undefined)
    return events
  }

  /** Looks whether the log is still ours and has news. */
  async #look(client: pg.ClientBase): Promise<void> {
    const ours = this.#anchor.row
    const found = only(await client.query<Standing>(this.#rows.standing(ours.seq)))
    // A standby may lag behind what we know: it is not another log for that.
    if (!found.readOnly || found.seq >= ours.seq) await this.#recognise(client, ours, found)
    await this.#bring(client, found)
  }

  #recognise(client: pg.ClientBase, ours: Head, found: Standing): Promise<void> {
    return this.#anchor.recognise(ours, found, async (from, to) => {
      await client.query(this.#rows.rename(from, to))
      await client.query('COMMIT')
    })
  }

  /** Hands the followers all up to and with this head. */
  async #bring(client: Client, head: Head): Promise<void> {
    await this.#followers.bring(head.seq, (after, limit) => this.#range(client, after, limit))
    this.#anchor.move(head)
  }

  async #range(client: Client, after: number, limit: number): Promise<RecordedEvent[]> {
    const { rows } = await client.query<EventRow>(this.#rows.after(after, limit))
    return this.#shelves.events(client, rows)
  }

  read(after: number, limit: number): Promise<RecordedEvent[]> {
    return available('read', this.#range(this.#pool, after, limit))
  }

  follow(after: number, onEvents: (events: RecordedEvent[]) => void): () => void {
    const stop = this.#followers.add(after, onEvents)
    this.#listener.wake()
    return stop
  }

  archive(rule: Rule, most?: number): Promise<Entry | undefined> {
    return this.#shelves.move(rule, most)
  }

  async saveCheckpoint(checkpoint: Checkpoint): Promise<void> {
    await available('written', this.#pool.query(this.#rows.keepCheckpoint(checkpoint)))
  }

  async checkpoint(fold: string, at = '9999'): Promise<Checkpoint | undefined> {
    const { rows } = await available('read', this.#pool.query<Checkpoint>(this.#rows.checkpoint(fold, at)))
    return rows[0]
  }

  async verify(): Promise<ChainAnswer> {
    const answer = await available('read', verifyWorld(...this.#where))
    if (answer) return answer
    throw new LogUnavailable('the log is no longer there')
  }

  async bytes(): Promise<number> {
    return only(await available('read', this.#pool.query<{ bytes: number }>(this.#rows.bytes))).bytes
  }

  async check(): Promise<void> {
    this.#anchor.check()
    await available('written', this.#pool.query(this.#rows.mark(new Date().toISOString())))
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await this.#appending
    await this.#shelves.idle()
    this.#followers.clear()
    await this.#listener.stop()
    await this.#pool.end()
  }
}
