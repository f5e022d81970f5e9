import { hash } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib'
import * as z from 'zod'
import type { ChainRow } from '../chain.ts'

const compress = promisify(brotliCompress)
const seq = z.int().min(1)
const sum = z.string().regex(/^[0-9a-f]{64}$/)

/** The first line of an archive file: which rows of the log's chain it holds. */
const opening = z.strictObject({
  ruang: z.literal('archive'),
  version: z.literal(1),
  /** Which rule of retention moved them, e.g. `observations`. */
  kind: z.string().min(1),
  /** The first and the last seq; what lies between and is not here was not due. */
  from: seq,
  to: seq,
  count: seq,
  /** The hashes of the first and the last row in the chain. */
  first: sum,
  last: sum,
})

/** What the log itself notes of an archive file: its opening, its number, and the file's own size and SHA-256. */
export const entrySchema = opening.extend({ number: seq, bytes: seq, sha256: sum })
export type Entry = z.infer<typeof entrySchema>

/** An archive file's rows: the event's text by its seq, and each row's hash. */
export type Bodies = Map<number, { body: string; hash: string }>

export const fileName = (number: number): string => `${String(number).padStart(6, '0')}.jsonl.br`

/**
 * Writes rows as an archive file (JSON lines in Brotli: the opening, then `{ seq, recorded, hash, event }` each, the event's
 * text as it stood in the row), makes it durable under its name, and answers what the log is to note of it.
 */
export async function writeArchive(
  folder: string,
  number: number,
  kind: string,
  rows: readonly [ChainRow, ...ChainRow[]],
): Promise<Entry> {
  const [first, last] = [rows[0], rows.at(-1) ?? rows[0]]
  const head = {
    ruang: 'archive' as const,
    version: 1 as const,
    kind,
    from: first.seq,
    to: last.seq,
    count: rows.length,
    first: first.hash,
    last: last.hash,
  }
  const lines = rows.map((row) => `${before(row)}${row.body}}`)
  const text = Buffer.from(`${JSON.stringify(head)}\n${lines.join('\n')}\n`)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 6,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  }
  const body = await compress(text, { params })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = join(folder, fileName(number))
  const out = await open(`${name}.part`, 'w', 0o600)
  try {
    await out.writeFile(body)
    await out.sync()
  } finally {
    await out.close()
  }
  await rename(`${name}.part`, name)
  const names = await open(folder, 'r')
  try {
    await names.sync()
  } finally {
    await names.close()
  }
  return { ...head, number, bytes: body.length, sha256: hash('sha256', body) }
}

/** Reads an archive file's bytes and checks them against what the log notes. Throws an Error that says what is wrong. */
export function readArchive(body: Uint8Array, entry: Entry): Bodies {
  if (body.length !== entry.bytes || hash('sha256', body) !== entry.sha256) throw new Error('it was changed')
  const { number: _, bytes: _bytes, sha256: _sum, ...head } = entry
  const [line, ...lines] = brotliDecompressSync(body).toString().trimEnd().split('\n')
  if (line !== JSON.stringify(head)) throw new Error('it holds other rows than the log notes of it')
  const bodies: Bodies = new Map()
  for (const text of lines) {
    const [, number = '', recorded = '', sha = ''] = shape.exec(text) ?? []
    const row = { seq: Number(number), recorded, hash: sha }
    bodies.set(row.seq, { body: text.slice(before(row).length, -1), hash: sha })
  }
  const [first, last] = [lines[0], lines.at(-1)].map((text) => Number(shape.exec(text ?? '')?.[1]))
  const { from, to, count } = entry
  const ends = bodies.get(from)?.hash === entry.first && bodies.get(to)?.hash === entry.last
  if (first !== from || last !== to || bodies.size !== count || !ends)
    throw new Error('its rows are not those that its first line names')
  return bodies
}

const shape = /^\{"seq":(\d+),"recorded":"([^"]*)","hash":"([0-9a-f]{64})","event":/

const before = ({ seq, recorded, hash }: Pick<ChainRow, 'seq' | 'recorded' | 'hash'>): string =>
  `{"seq":${seq},"recorded":${JSON.stringify(recorded)},"hash":"${hash}","event":`
