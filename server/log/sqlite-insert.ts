import type { DatabaseSync } from 'node:sqlite'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { chainHash, type Name, type NamedRow } from './chain.ts'
import { jsonCopy } from './json-copy.ts'
import type { Head } from './log.ts'
import { pack, packHashes } from './sqlite-batch.ts'
import { Names } from './sqlite-names.ts'

/** A batch has at most so many rows, and gets no more once its texts have so many characters: one of its rows is read with all. */
const batchRows = 100
const batchSize = 65_536
/** A few rows go by small batches: three or four fill a page, where one of half a page leaves the other half empty. */
const few = 8_192
const smallBatch = 500

/** Where rows of these texts are cut into batches: from (inclusive) and to. */
function* cuts(bodies: readonly string[]): Generator<[from: number, to: number]> {
  const all = bodies.reduce((sum, { length }) => sum + length, 0)
  const most = all < few ? smallBatch : batchSize
  for (let from = 0, to = 0; from < bodies.length; from = to) {
    for (let size = 0; to < bodies.length && to - from < batchRows && size < most; to++)
      size += bodies[to]!.length
    yield [from, to]
  }
}

export function prepared(db: DatabaseSync) {
  return {
    names: new Names(db),
    insert: db.prepare('INSERT INTO batch (last, recorded, hashes, bodies) VALUES (?, ?, ?, ?)'),
    keepHead: db.prepare(`INSERT INTO meta (name, value) VALUES ('head', ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`),
  }
}

type Prepared = ReturnType<typeof prepared>

/**
 * The seq of each statement that is known, in the order asked. In one transaction: each look-up by itself would lock the
 * file and let it go again, which takes longer than to find.
 */
export function findAll(
  db: DatabaseSync,
  { names }: Prepared,
  asked: readonly Name[],
): (number | undefined)[] {
  db.exec('BEGIN')
  try {
    return asked.map((name) => names.find(name))
  } finally {
    if (db.isTransaction) db.exec('COMMIT')
  }
}

/** Writes events after a head, chained to it; answers the new head, each event as every later reader gets it, and how long their texts are. */
export function insertAfter(
  { insert, names, keepHead }: Prepared,
  head: Head,
  events: readonly NewEvent[],
  recorded: string,
): { head: Head; written: RecordedEvent[]; characters: number } {
  let { seq, hash } = head
  // Two rounds, each of one thing: a fifth less time than both for each event in turn.
  const bodies = events.map((event) => JSON.stringify(event))
  const hashes = bodies.map((body) => (hash = chainHash(hash, ++seq, recorded, body)))
  for (const [from, to] of cuts(bodies))
    insert.get(head.seq + to, recorded, packHashes(hashes.slice(from, to)), bodies.slice(from, to).join('\n'))
  names.enter(head.seq + 1, events)
  keepHead.get(`${seq} ${hash}`)
  // As it will be read from its text, and nobody else holds it.
  const written = events.map((event, at) => {
    const copy = jsonCopy(event) as RecordedEvent
    copy.seq = head.seq + at + 1
    copy.recorded = recorded
    return copy
  })
  const characters = bodies.reduce((sum, { length }) => sum + length, 0)
  return { head: { seq, hash, recorded }, written, characters }
}

/** Writes rows as they are, in order. */
export function insertRows({ insert, names }: Prepared, rows: readonly NamedRow[]): void {
  for (let at = 0, end = 0; at < rows.length; at = end) {
    while (rows[end]?.recorded === rows[at]!.recorded) end++
    const same = rows.slice(at, end)
    for (const [from, to] of cuts(same.map(({ body }) => body))) {
      const { last, recorded, hashes, bodies } = pack(same.slice(from, to))
      insert.run(last, recorded, hashes, bodies)
    }
    names.enter(same[0]!.seq, same)
  }
}
