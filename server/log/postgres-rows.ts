import pg from 'pg'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { chainHash, type ChainRow } from './chain.ts'
import type { Head } from './log.ts'

/** An event as its row has it. */
export function eventOf({ seq, recorded, body }: { seq: number; recorded: string; body: string }): RecordedEvent {
  return { ...(JSON.parse(body) as NewEvent), seq, recorded } as RecordedEvent
}

/** The rows that events become after a head: numbered, and chained to it. */
export function rowsAfter(head: Head, events: NewEvent[], recorded: string): ChainRow[] {
  let { seq, hash } = head
  return events.map((event) => {
    const body = JSON.stringify(event)
    seq++
    hash = chainHash(hash, seq, recorded, body)
    return { seq, source: event.source, id: event.id, recorded, body, hash }
  })
}

/** Texts as PostgreSQL's binary text[]: nothing to escape, which counts for bodies full of quotes. */
function textArray(texts: string[]): Buffer {
  const parts = texts.map((text) => Buffer.byteLength(text))
  const buffer = Buffer.allocUnsafe(20 + parts.reduce((sum, bytes) => sum + 4 + bytes, 0))
  const textType = 25
  let at = 0
  for (const word of [1, 0, textType, texts.length, 1]) at = buffer.writeInt32BE(word, at)
  texts.forEach((text, index) => {
    at = buffer.writeInt32BE(parts[index]!, at)
    at += buffer.write(text, at)
  })
  return buffer
}

/** The statements of one world's log, on any connection. */
export class Rows {
  readonly #schema: string
  readonly #name: string

  constructor(schema: string) {
    this.#schema = schema
    this.#name = pg.escapeIdentifier(schema)
  }

  get head(): string {
    return `SELECT epoch, seq, hash, recorded FROM ${this.#name}.head`
  }

  /** The hash of one row. */
  hashOf(seq: number): string {
    return `SELECT hash FROM ${this.#name}.event WHERE seq = ${Math.trunc(seq)}`
  }

  after(seq: number, limit: number): string {
    const [from, most] = [Math.trunc(seq), Math.trunc(limit)]
    return `SELECT seq, recorded, body FROM ${this.#name}.event WHERE seq > ${from} ORDER BY seq LIMIT ${most}`
  }

  whole(seq: number, limit: number): string {
    return this.after(seq, limit).replace('SELECT', 'SELECT source, id, hash,')
  }

  /** The seq of each statement that is known, in the order asked. */
  known(statements: { source: string; id: string }[]): pg.QueryConfig {
    return {
      name: `${this.#schema} known`,
      text: `SELECT (SELECT seq FROM ${this.#name}.event e WHERE e.source = asked.source AND e.id = asked.id) AS seq
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (source, id, place) ORDER BY place`,
      values: [textArray(statements.map(({ source }) => source)), textArray(statements.map(({ id }) => id))],
    }
  }

  /** Writes rows that share one `recorded`, moves the head, and tells the others when it is committed. */
  insert(rows: ChainRow[], recorded: string): pg.QueryConfig {
    const last = rows.at(-1)!
    return {
      name: `${this.#schema} insert`,
      text: `WITH written AS (
          INSERT INTO ${this.#name}.event (seq, source, id, recorded, body, hash)
          SELECT $1::bigint + place, source, id, $2::text, body, hash
          FROM unnest($3::text[], $4::text[], $5::text[], $6::text[])
            WITH ORDINALITY AS row (source, id, body, hash, place)
        ), moved AS (
          UPDATE ${this.#name}.head SET seq = $7::bigint, hash = $8::text, recorded = $2::text
        )
        SELECT pg_notify($9::text, $7::text)`,
      values: [
        rows[0]!.seq - 1,
        recorded,
        textArray(rows.map(({ source }) => source)),
        textArray(rows.map(({ id }) => id)),
        textArray(rows.map(({ body }) => body)),
        textArray(rows.map(({ hash }) => hash)),
        last.seq,
        last.hash,
        this.#schema,
      ],
    }
  }
}
