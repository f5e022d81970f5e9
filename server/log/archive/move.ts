import type { NewEvent } from '../../../shared/events/types.ts'
import type { ChainRow } from '../chain.ts'
import { isStub, stubOf, type Archive } from './archive.ts'
import type { Rule } from '../log.ts'
import { writeArchive, type Entry } from './file.ts'

/** What a store of the log does for it. */
export interface Shelf {
  archive: Archive
  /** Whole rows after a number, in order, as they stand. */
  rows: (after: number, limit: number) => Promise<ChainRow[]>
  /** How far a rule has looked. */
  looked: (kind: string) => Promise<number>
  entries: () => Promise<Entry[]>
  /** Notes a file, where there is one, and how far the rule has looked: in one durable step. */
  note: (kind: string, looked: number, entry?: Entry) => Promise<void>
  /** Puts the stub in the place of the texts of these rows: in one durable step. */
  strip: (seqs: readonly number[], stub: string) => Promise<void>
}

const mostRows = 10_000
const page = 1_000
const atOnce = 250

/**
 * Moves what is due to one file: written and durable, then noted in the log, then the texts leave their rows. Wherever it is
 * cut off, each text is in its row or in a noted file, and the next call goes on. Answers the file, or undefined when
 * nothing more is due. Rejects with LogUnavailable.
 */
export async function moveDue(shelf: Shelf, rule: Rule, most = mostRows): Promise<Entry | undefined> {
  const entries = await shelf.entries()
  shelf.archive.know(entries)
  const newest = entries.at(-1)
  if (newest) await strip(shelf, newest)
  const { due, looked } = await find(shelf, rule, most)
  const [first, ...others] = due
  if (!first) {
    await shelf.note(rule.kind, looked)
    return undefined
  }
  const number = (newest?.number ?? 0) + 1
  const entry = await writeArchive(shelf.archive.folder, number, rule.kind, [first, ...others])
  shelf.archive.know([entry])
  // What cannot be read again is not taken out of its row.
  const kept = shelf.archive.bodiesOf(number)
  for (const { seq, body } of due)
    if (kept.get(seq)?.body !== body) throw new Error(`event ${seq} was not archived as it stands`)
  await shelf.note(rule.kind, looked, entry)
  await strip(shelf, entry)
  return entry
}

async function find(shelf: Shelf, { kind, before, is }: Rule, most: number) {
  const due: ChainRow[] = []
  let looked = await shelf.looked(kind)
  for (;;) {
    const rows = await shelf.rows(looked, page)
    for (const row of rows) {
      if (due.length >= most || row.recorded >= before) return { due, looked }
      looked = row.seq
      if (!isStub(row.body) && is(JSON.parse(row.body) as NewEvent)) due.push(row)
    }
    if (rows.length < page) return { due, looked }
    await others()
  }
}

/** Takes the texts of a noted file out of their rows, a few at a time, so that whoever appends gets a turn. */
async function strip({ archive, strip: take, rows }: Shelf, { number, to, count }: Entry): Promise<void> {
  // Stripped from the first to the last: where the last is a stub nothing is left to do.
  const [last] = await rows(to - 1, 1)
  if (last?.body === stubOf(number)) return
  const seqs = [...archive.bodiesOf(number).keys()]
  for (let at = 0; at < count; at += atOnce) {
    await take(seqs.slice(at, at + atOnce), stubOf(number))
    await others()
  }
}

const others = () => new Promise<void>((resume) => setImmediate(resume))
