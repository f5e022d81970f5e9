import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readEvent } from '../../shared/events/read.ts'
import type { NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { digest } from '../../shared/situation/digest.ts'
import { evolveAll } from '../../shared/situation/evolve-all.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'
import { SqliteLog } from '../../server/log/sqlite.ts'
import { mix } from './mix.ts'

/** Milliseconds that a piece of work takes: the least of `rounds` tries, for others may work on the machine. */
async function least(
  rounds: number,
  work: () => void | Promise<void>,
  before: () => unknown = () => {},
): Promise<number> {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    before()
    const begun = performance.now()
    await work()
    best = Math.min(best, performance.now() - begun)
  }
  return best
}

function say(figure: string, value: number, unit: string): void {
  console.log(JSON.stringify({ figure, value: Number(value.toPrecision(4)), unit }))
}

interface Folded {
  fold: number
  alone: number
  digest: number
}

/**
 * Microseconds per event folded in while `open` items stand, as a page that a start reads and, `alone`, one by one; and per
 * event that the digest asks for when it is settled once per `beat` events, as the server does it for every beat.
 */
function foldAmong(open: number): Folded {
  const beat = 1_000
  const { first, then } = mix(open, 150_000)
  const pages = Array.from({ length: then.length / beat }, (_, at) => then.slice(at * beat, (at + 1) * beat))
  const oneByOne = (situation: Situation, page: RecordedEvent[]) => {
    for (const event of page) evolve(situation, event)
  }
  const best = { fold: Infinity, alone: Infinity, digest: Infinity }
  for (let round = 0; round < 12; round++) {
    const [way, foldIn] = round % 4 === 3 ? (['alone', oneByOne] as const) : (['fold', evolveAll] as const)
    const situation = createSituation()
    evolveAll(situation, first)
    digest(situation)
    let [folding, settling] = [0, 0]
    for (const page of pages) {
      const begun = performance.now()
      foldIn(situation, page)
      const folded = performance.now()
      digest(situation)
      folding += folded - begun
      settling += performance.now() - folded
    }
    best[way] = Math.min(best[way], (folding * 1000) / then.length)
    best.digest = Math.min(best.digest, (settling * 1000) / then.length)
  }
  return best
}

/** The event as it was told, before the log wrote it down. */
function told(event: RecordedEvent): NewEvent {
  const { seq: _, recorded: __, ...rest } = event
  return rest
}

async function reading(events: RecordedEvent[]): Promise<number> {
  const bodies = events.map((event) => JSON.stringify(told(event)))
  let parsed: unknown[] = []
  const received = new Date().toISOString()
  const work = () => {
    for (const body of parsed) readEvent(body, { received, reference: () => 'v_bench' })
  }
  const ms = await least(3, work, () => (parsed = bodies.map((body) => JSON.parse(body) as unknown)))
  return events.length / (ms / 1000)
}

/**
 * Rows per second in groups of 100: through the log, and the same bytes written and synced to a plain file. Neither is
 * opened meanwhile, which a log is once in months; both are closed, for the log then writes back what it put off.
 */
async function appending(folder: string, events: RecordedEvent[]): Promise<{ log: number; file: number }> {
  const groups = Array.from({ length: events.length / 100 }, (_, at) =>
    events.slice(at * 100, at * 100 + 100),
  )
  const news = groups.map((group) => group.map(told))
  const bodies = news.map((group) => JSON.stringify(group))
  const rows = (ms: number) => events.length / (ms / 1000)
  let round = 0
  let one: SqliteLog
  const appendAll = async () => {
    for (const group of news) await one.append(events[0]!.recorded, async () => group)
    await one.close()
  }
  const log = await least(5, appendAll, () => (one = new SqliteLog(join(folder, `log-${round++}.db`))))
  let handle: number
  const writeAll = () => {
    for (const body of bodies) {
      writeSync(handle, body)
      fdatasyncSync(handle)
    }
    closeSync(handle)
  }
  const file = await least(5, writeAll, () => (handle = openSync(join(folder, `plain-${round++}`), 'w')))
  return { log: rows(log), file: rows(file) }
}

const few = foldAmong(1_000)
const many = foldAmong(100_000)
say('fold, 1,000 open items', 1e6 / few.fold, 'events/s')
say('fold, 100,000 open items', 1e6 / many.fold, 'events/s')
say('fold, time per event at 100,000 against 1,000 open items', many.fold / few.fold, 'times')
say('fold one by one, time per event at 100,000 against 1,000 open items', many.alone / few.alone, 'times')
say('digest settled every 1,000 events, 1,000 open items', few.digest, 'us/event')
say('digest settled every 1,000 events, 100,000 open items', many.digest, 'us/event')
const { then } = mix(1_000, 20_000)
say('readEvent', await reading(then), 'events/s')
const folder = mkdtempSync(join(tmpdir(), 'ruang-bench-'))
try {
  const { log, file } = await appending(folder, then)
  say('log, groups of 100', log, 'rows/s')
  say('plain file, groups of 100', file, 'rows/s')
  say('log against plain file', log / file, 'times')
} finally {
  rmSync(folder, { recursive: true })
}
