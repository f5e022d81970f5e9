import pg from 'pg'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { chainHash, type NamedRow } from './chain.ts'
import { jsonCopy } from './json-copy.ts'
import type { Checkpoint, Head } from './log.ts'

/** The head row: the newest row of the log, and the log's name. */
export interface HeadRow extends Head {
  epoch: string
}

/** The head, and what else is to be known with it. */
export interface Standing extends HeadRow {
  /** The hash of the row asked for. */
  seenHash: string | null
  readOnly: boolean
}

/** What an event is read from. */
export type EventRow = Pick<NamedRow, 'seq' | 'recorded' | 'body'>

export function eventOf({ seq, recorded, body }: EventRow): RecordedEvent {
  return { ...(JSON.parse(body) as NewEvent), seq, recorded } as RecordedEvent
}

/** The rows that events become after a head: numbered, and chained to it. */
export function rowsAfter(head: Head, events: NewEvent[], recorded: string): NamedRow[] {
  let { seq, hash } = head
  return events.map((event) => {
    const body = JSON.stringify(event)
    seq++
    hash = chainHash(hash, seq, recorded, body)
    return { seq, source: event.source, id: event.id, recorded, body, hash }
  })
}

/** Events as every later reader gets them from these rows, held by nobody else; without reading each text again. */
export function recordedAs(rows: readonly EventRow[], events: readonly NewEvent[]): RecordedEvent[] {
  return rows.map(
    ({ seq, recorded }, at) => ({ ...(jsonCopy(events[at]) as NewEvent), seq, recorded }) as RecordedEvent,
  )
}

/** Texts as PostgreSQL's binary text[]: nothing to escape, which counts for bodies full of quotes. */
function textArray(texts: string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text))
  const buffer = Buffer.allocUnsafe(lengths.reduce((sum, bytes) => sum + 4 + bytes, 20))
  let at = 0
  for (const word of [1, 0, pg.types.builtins.TEXT, texts.length, 1]) at = buffer.writeInt32BE(word, at)
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(lengths[index]!, at)
    at += buffer.write(text, at)
  })
  return buffer
}

/** The statements of one world's log. */
export class Rows {
  readonly #channel: string
  readonly #schema: string

  constructor(schema: string) {
    this.#channel = schema
    this.#schema = pg.escapeIdentifier(schema)
  }

  get head(): string {
    return `SELECT epoch, seq, hash, recorded FROM ${this.#schema}.head`
  }

  get bytes(): string {
    return `SELECT sum(pg_total_relation_size(relation))::bigint AS bytes
      FROM unnest(ARRAY['${this.#schema}.event', '${this.#schema}.checkpoint']::regclass[]) AS relation`
  }

  /** The head, the hash of the row `seen`, and whether nothing can be written. */
  standing(seen: number): pg.QueryConfig {
    return {
      name: 'standing',
      text: `SELECT epoch, seq, hash, recorded, (SELECT hash FROM ${this.#schema}.event WHERE seq = $1) AS "seenHash",
        current_setting('transaction_read_only') = 'on' AS "readOnly" FROM ${this.#schema}.head`,
      values: [seen],
    }
  }

  /** The same, and nobody else gets it until the transaction ends. */
  lock(seen: number): pg.QueryConfig {
    const { text, values } = this.standing(seen)
    return { name: 'lock', text: `${text} FOR UPDATE`, values }
  }

  /** So many rows after a number: what an event is read from, or all columns. */
  after(seq: number, limit: number, columns: 'event' | 'all' = 'event'): pg.QueryConfig {
    const named = columns === 'all' ? '*' : 'seq, recorded, body'
    return {
      name: columns,
      text: `SELECT ${named} FROM ${this.#schema}.event WHERE seq > $1 ORDER BY seq LIMIT $2`,
      values: [seq, limit],
    }
  }

  /** Of the statements asked for those that are known: their place, from 1, and seq. LIMIT keeps it to the index. */
  known(statements: { source: string; id: string }[]): pg.QueryConfig {
    return {
      name: 'known',
      text: `SELECT place, seq
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (source, id, place), LATERAL (
          SELECT seq FROM ${this.#schema}.event e WHERE e.source = asked.source AND e.id = asked.id LIMIT 1
        ) AS found`,
      values: [textArray(statements.map(({ source }) => source)), textArray(statements.map(({ id }) => id))],
    }
  }

  /** Writes rows after the head, moves the head, and tells the others once it is committed. */
  insert(rows: readonly [NamedRow, ...NamedRow[]]): pg.QueryConfig {
    const last = rows.at(-1) ?? rows[0]
    return {
      name: 'insert',
      text: `WITH written AS (
          INSERT INTO ${this.#schema}.event (seq, source, id, recorded, body, hash)
          SELECT $1::bigint + place, source, id, recorded, body, hash
          FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
            WITH ORDINALITY AS told (source, id, recorded, body, hash, place)
        ), moved AS (
          UPDATE ${this.#schema}.head SET seq = $7::bigint, hash = $8::text, recorded = $9::text
        )
        SELECT pg_notify($10::text, $7::bigint::text)`,
      values: [
        rows[0].seq - 1,
        ...(['source', 'id', 'recorded', 'body', 'hash'] as const).map((column) =>
          textArray(rows.map((row) => row[column])),
        ),
        last.seq,
        last.hash,
        last.recorded,
        this.#channel,
      ],
    }
  }

  /** Gives the log another name, where it still has this one. */
  rename(from: string, to: string): pg.QueryConfig {
    return { text: `UPDATE ${this.#schema}.head SET epoch = $2 WHERE epoch = $1`, values: [from, to] }
  }

  mark(value: string): pg.QueryConfig {
    const text = `INSERT INTO ${this.#schema}.meta (name, value) VALUES ('checked', $1)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`
    return { text, values: [value] }
  }

  keepCheckpoint({ seq, recorded, fold, body }: Checkpoint): pg.QueryConfig {
    const text = `WITH older AS (DELETE FROM ${this.#schema}.checkpoint WHERE fold <> $4 AND day <> $1)
      INSERT INTO ${this.#schema}.checkpoint (day, seq, recorded, fold, body) VALUES ($1, $2, $3, $4, $5)
      ON CONFLICT (day) DO UPDATE
      SET seq = excluded.seq, recorded = excluded.recorded, fold = excluded.fold, body = excluded.body`
    return { text, values: [recorded.slice(0, 10), seq, recorded, fold, Buffer.from(body)] }
  }

  checkpoint(fold: string, at: string): pg.QueryConfig {
    const text = `SELECT seq, recorded, fold, body FROM ${this.#schema}.checkpoint
      WHERE fold = $1 AND recorded <= $2 ORDER BY seq DESC LIMIT 1`
    return { text, values: [fold, at] }
  }
}
