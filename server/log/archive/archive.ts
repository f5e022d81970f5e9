import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LogUnavailable, NotArchived } from '../log.ts'
import { entrySchema, fileName, readArchive, type Bodies, type Entry } from './file.ts'

/** So many files are held unpacked: one per rule of retention that overlaps, and one to spare. */
const mostOpen = 4

/** What stands in a row whose text lies in an archive file. A row's own text is JSON and never begins so. */
export const stubOf = (number: number): string => `@${number}`
export const isStub = (body: string): boolean => body.startsWith('@')

const numberOf = (body: string): number => Number(body.slice(1))

/** An entry as it stands in a store, under its number as a text of JSON. Throws LogUnavailable where it is none. */
export function entryOf(number: number, text: string): Entry {
  const read = entrySchema.safeParse(parsed(text))
  if (read.data?.number === number && JSON.stringify(read.data) === text) return read.data
  throw new LogUnavailable(`what the log notes of the archive file ${fileName(number)} was changed`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The files that a log's older rows were moved to. What the log notes of them is handed in: this reads files alone. */
export class Archive {
  readonly #folder: string
  #entries = new Map<number, Entry>()
  #open = new Map<number, Bodies>()

  constructor(folder: string, entries: readonly Entry[] = []) {
    this.#folder = folder
    this.know(entries)
  }

  get folder(): string {
    return this.#folder
  }

  /** In the order of their numbers. */
  get entries(): Entry[] {
    return [...this.#entries.values()].sort((a, b) => a.number - b.number)
  }

  know(entries: readonly Entry[]): void {
    for (const entry of entries) this.#entries.set(entry.number, entry)
  }

  /** Whether a row refers to a file that nobody told us of yet: another process may have written it. */
  isNews(rows: readonly { body: string }[]): boolean {
    return rows.some(({ body }) => isStub(body) && !this.#entries.has(numberOf(body)))
  }

  /** The row's text, from its file where it was moved. Throws LogUnavailable, which names the file and its range. */
  bodyOf({ seq, body }: { seq: number; body: string }): string {
    if (!isStub(body)) return body
    const found = this.bodiesOf(numberOf(body)).get(seq)
    if (found) return found.body
    throw new LogUnavailable(`event ${seq} is not in the archive file ${fileName(numberOf(body))}`)
  }

  /** Rows with their texts in place. Throws LogUnavailable. */
  fill<T extends { seq: number; body: string }>(rows: T[]): T[] {
    for (const row of rows) if (isStub(row.body)) row.body = this.bodyOf(row)
    return rows
  }

  /** All that a file holds, read and checked. Throws LogUnavailable. */
  bodiesOf(number: number): Bodies {
    const open = this.#open.get(number)
    if (open) return open
    const entry = this.#entries.get(number)
    if (!entry) throw new LogUnavailable(`the log notes nothing of the archive file ${fileName(number)}`)
    const bodies = this.#read(entry)
    this.#open.set(number, bodies)
    for (const [oldest] of this.#open) if (this.#open.size > mostOpen) this.#open.delete(oldest)
    return bodies
  }

  #read(entry: Entry): Bodies {
    const name = fileName(entry.number)
    const which = `the archive file ${name} (${entry.kind}, seq ${entry.from} to ${entry.to})`
    try {
      return readArchive(readFileSync(join(this.#folder, name)), entry)
    } catch (error) {
      throw new NotArchived(`${which} ${whyNot(error)}`)
    }
  }
}

/** In words that name no place on the disk: they are given out. */
function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return `cannot be used: ${String(error)}`
  if (!('code' in error)) return `cannot be used: ${error.message}`
  return error.code === 'ENOENT' ? 'is missing' : `cannot be read (${String(error.code)})`
}
