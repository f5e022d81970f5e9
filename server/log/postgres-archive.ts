import pg from 'pg'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { Archive, entryOf } from './archive/archive.ts'
import type { Entry } from './archive/file.ts'
import { moveDue, type Shelf } from './archive/move.ts'
import type { NamedRow } from './chain.ts'
import type { Rule } from './log.ts'
import { together } from './postgres-connect.ts'
import { eventOf, Rows, type EventRow } from './postgres-rows.ts'
import { available } from './postgres-trouble.ts'

type Client = pg.Pool | pg.ClientBase

/** What a world's log notes of its archive files, in their order. Rejects with PostgreSQL's error or LogUnavailable. */
export async function entriesOf(client: Client, schema: string): Promise<Entry[]> {
  const { rows } = await client.query<{ number: number; entry: string }>(
    `SELECT number, entry FROM ${pg.escapeIdentifier(schema)}.archive ORDER BY number`,
  )
  return rows.map(({ number, entry }) => entryOf(number, entry))
}

/** Notes files; a number that is taken is PostgreSQL's error. */
export async function noteEntries(client: Client, schema: string, entries: readonly Entry[]): Promise<void> {
  const insert = `INSERT INTO ${pg.escapeIdentifier(schema)}.archive (number, entry) VALUES ($1, $2)`
  for (const entry of entries) await client.query(insert, [entry.number, JSON.stringify(entry)])
}

/** The archive files of a world's log. */
export class Shelves {
  readonly #archive: Archive
  readonly #shelf: Shelf
  readonly #schema: string
  #moving: Promise<unknown> = Promise.resolve()

  constructor(folder: string, pool: pg.Pool, schema: string) {
    this.#archive = new Archive(folder)
    this.#shelf = shelfOf(this.#archive, pool, schema)
    this.#schema = schema
  }

  /** Rows as events, those of files too; what another node has moved meanwhile is looked up. */
  async events(client: Client, rows: EventRow[]): Promise<RecordedEvent[]> {
    if (this.#archive.isNews(rows)) this.#archive.know(await entriesOf(client, this.#schema))
    return this.#archive.fill(rows).map(eventOf)
  }

  /** Moves what is due to a file, one after the other. */
  move(rule: Rule, most?: number): Promise<Entry | undefined> {
    const turn = this.#moving.then(() => moveDue(this.#shelf, rule, most))
    this.#moving = turn.catch(() => undefined)
    return turn
  }

  async idle(): Promise<void> {
    await this.#moving
  }
}

/** What moving rows to files needs of a world's log. */
function shelfOf(archive: Archive, pool: pg.Pool, schema: string): Shelf {
  const name = pg.escapeIdentifier(schema)
  const rowsOf = new Rows(schema)
  const meta = (kind: string) => `archived ${kind}`
  const write = async (act: (client: pg.ClientBase) => Promise<unknown>): Promise<void> => {
    await available('written', together(pool, act))
  }
  return {
    archive,
    rows: async (after, limit) =>
      (await available('read', pool.query<NamedRow>(rowsOf.after(after, limit, 'all')))).rows,
    looked: async (kind) => {
      const asked = pool.query<{ value: string }>(`SELECT value FROM ${name}.meta WHERE name = $1`, [
        meta(kind),
      ])
      return Number((await available('read', asked)).rows[0]?.value ?? 0)
    },
    entries: () => available('read', entriesOf(pool, schema)),
    note: (kind, looked, entry) =>
      write(async (client) => {
        await noteEntries(client, schema, entry ? [entry] : [])
        await client.query(
          `INSERT INTO ${name}.meta (name, value) VALUES ($1, $2)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          [meta(kind), String(looked)],
        )
      }),
    strip: (seqs, stub) =>
      write((client) =>
        client.query(
          `UPDATE ${name}.event SET body = $2 WHERE seq = ANY ($1::bigint[]) AND body NOT LIKE '@%'`,
          [seqs, stub],
        ),
      ),
  }
}
