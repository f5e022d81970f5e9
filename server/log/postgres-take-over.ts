import type pg from 'pg'
import type { ChainAnswer, NamedRow } from './chain.ts'
import type { Head } from './log.ts'
import { within } from './postgres-connect.ts'
import { noteEntries } from './postgres-archive.ts'
import { only } from './postgres-hold.ts'
import { Rows, type HeadRow, type Standing } from './postgres-rows.ts'
import { migrate, schemaOf } from './postgres-schema.ts'
import { verify } from './postgres-verify.ts'
import type { LogFile } from './sqlite-file.ts'

const mostRows = 2_000
const mostCharacters = 8_000_000

/** A target that holds events already, or a copy that does not verify: nothing was written. */
class NotTakenOver extends Error {}

/** Where a world's log stands there, and its hash at `seq`; its tables are made where they are missing. Rejects with PostgreSQL's error. */
export async function standingIn(url: string, world: string, seq: number): Promise<Standing> {
  return connected(url, async (client) => {
    await migrate(client, schemaOf(world))
    return only(await client.query<Standing>(new Rows(schemaOf(world)).standing(seq)))
  })
}

/**
 * Takes a whole log over into an empty world, in one transaction: rows, hashes, checkpoints and epoch as they are. The
 * copy is read again and its chain checked before it is committed; answers how many events it holds. Rejects with
 * NotTakenOver or PostgreSQL's error.
 */
export async function takeOver(
  url: string,
  world: string,
  log: LogFile,
  archiveFolder: string,
): Promise<number> {
  return connected(url, async (client) => {
    const rows = new Rows(schemaOf(world))
    await migrate(client, schemaOf(world))
    await client.query('BEGIN')
    const there = only(await client.query<HeadRow>(`${rows.head} FOR UPDATE`))
    if (there.seq > 0) throw new NotTakenOver(`the world ${world} holds ${there.seq} events there`)
    await client.query(rows.rename(there.epoch, log.epoch))
    for (const part of parts(log.rows())) await client.query(rows.insert(part))
    for (const checkpoint of log.checkpoints()) await client.query(rows.keepCheckpoint(checkpoint))
    await noteEntries(client, schemaOf(world), log.entries)
    const copied = await verify(client, schemaOf(world), archiveFolder)
    const head: Head = only(await client.query<HeadRow>(rows.head))
    if (copied.bad !== undefined || !isWhole(copied, head, log))
      throw new NotTakenOver(
        `the copy of the world ${world} does not verify: ${copied.reason ?? 'rows are missing'}`,
      )
    await client.query('COMMIT')
    return copied.rows
  })
}

/** The copy ends where the file says that it ends. */
function isWhole({ rows }: ChainAnswer, { seq, hash }: Head, log: LogFile): boolean {
  return rows === seq && (log.head === undefined || log.head === `${seq} ${hash}`)
}

/** The rows in parts that PostgreSQL takes in one statement. */
function* parts(rows: Iterable<NamedRow>): Generator<[NamedRow, ...NamedRow[]]> {
  let part: NamedRow[] = []
  let size = 0
  for (const row of rows) {
    part.push(row)
    size += row.body.length
    if (part.length < mostRows && size < mostCharacters) continue
    yield part as [NamedRow, ...NamedRow[]]
    part = []
    size = 0
  }
  if (part.length > 0) yield part as [NamedRow, ...NamedRow[]]
}

/** A copy may take long. */
const connected = <T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> =>
  within(url, work, { query_timeout: 0 })
