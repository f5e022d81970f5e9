import { isStub } from './archive/archive.ts'
import type { ChainRow, Name, NamedRow } from './chain.ts'

/** Rows recorded at one moment, as they stand in the file. */
export interface Batch {
  /** The seq of its last row; the others come before it without a gap. */
  last: number
  recorded: string
  /** The chain's hash of each row, 32 bytes each. */
  hashes: Uint8Array
  /** The text of each row, a line each (JSON has no line breaks of its own); where it was moved to a file, `@FILE ["SOURCE","ID"]`. */
  bodies: string
}

const hashBytes = 32

/** A row's line. */
export const lineOf = (row: ChainRow): string =>
  isStub(row.body) ? stubbed(row.body, nameOf(row)) : row.body

export const stubbed = (stub: string, { source, id }: Name): string =>
  `${stub} ${JSON.stringify([source, id])}`

/** Hashes in hex as they stand in a batch. */
export const packHashes = (hashes: readonly string[]): Uint8Array => Buffer.from(hashes.join(''), 'hex')

/** A batch of rows of one moment, at least one. */
export function pack(rows: readonly ChainRow[]): Batch {
  return {
    last: rows.at(-1)!.seq,
    recorded: rows.at(-1)!.recorded,
    hashes: packHashes(rows.map(({ hash }) => hash)),
    bodies: rows.map(lineOf).join('\n'),
  }
}

/** The rows of a batch; where lines and hashes are not as many, rows without the one or the other, which no check lets pass. */
export function unpack({ last, recorded, hashes, bodies }: Batch): ChainRow[] {
  const sums = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength)
  const lines = bodies.split('\n')
  const count = Math.ceil(sums.length / hashBytes)
  return Array.from({ length: Math.max(count, lines.length) }, (_, at) => {
    const hash = sums.toString('hex', at * hashBytes, (at + 1) * hashBytes)
    return { seq: last - count + 1 + at, recorded, ...textOf(lines[at] ?? ''), hash }
  })
}

/** What a line says: the row's text, and its name where that stands beside it. */
export function textOf(line: string): Pick<ChainRow, 'body' | 'source' | 'id'> {
  const [, body = '', name = ''] = (isStub(line) && /^(@\d+) (\["[^]*"\])$/.exec(line)) || []
  if (!body) return { body: line }
  const [source, id] = listOf(name)
  return typeof source === 'string' && typeof id === 'string' ? { body, source, id } : { body: line }
}

function listOf(text: string): unknown[] {
  try {
    return JSON.parse(text) as unknown[]
  } catch {
    return []
  }
}

/** The name of a row's statement. */
export function nameOf({ body, source, id }: Pick<ChainRow, 'body' | 'source' | 'id'>): Name {
  return source !== undefined && id !== undefined ? { source, id } : (JSON.parse(body) as Name)
}

/** A row with its name beside it. */
export function named(row: ChainRow): NamedRow {
  const { source, id } = nameOf(row)
  return { ...row, source, id }
}
