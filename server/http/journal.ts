import { Hono, type Context } from 'hono'
import { cut } from '../../shared/audience.ts'
import { isAudit } from '../../shared/events/audit.ts'
import type { RecordedEvent } from '../../shared/events/types.ts'
import { audienceOf } from '../access/caller.ts'
import { wholeHistoryOf } from '../history.ts'
import type { Log } from '../log/log.ts'
import { momentOf, namesOf } from './audit.ts'
import { allow, wrong, type Env } from './context.ts'
import { csvLine } from './csv.ts'
import { nameOf } from './screens.ts'

const staff = ['operator', 'executive', 'agency'] as const
const rowsAtOnce = 500
const mostSubjects = 20

/** The columns of a timeline as CSV: `who` is the name as it stands in the accounts now, `data` is JSON. */
const timelineColumns = [
  'seq',
  'recorded',
  'time',
  'type',
  'subject',
  'region',
  'actor',
  'who',
  'data',
] as const

/** What was said of a thing and by whom, in order; and the same of a period, to take away for the review after. */
export const journal = new Hono<Env>()
  .get('/api/journal', allow(...staff), async (c) => {
    const { world, caller } = c.var
    const names = await namesOf(c)
    const subjects = c.req.queries('subject') ?? []
    if (subjects.length === 0 || subjects.length > mostSubjects)
      throw wrong('subject', `must be given, at most ${mostSubjects} times`)
    const events = new Map<number, RecordedEvent>()
    for (const subject of subjects)
      for (const event of await wholeHistoryOf({ log: world.log, seqsOf: world.registers.seqsOf }, subject))
        events.set(event.seq, event)
    const audience = audienceOf(caller)
    const rows = [...events.values()].sort((a, b) => a.seq - b.seq)
    c.header('Cache-Control', 'no-store')
    return c.json({
      epoch: world.log.epoch,
      journal: rows.map((event) => named(cut(event, audience), names)),
    })
  })
  .get('/api/timeline.csv', allow(...staff), async (c) => {
    const rows = await rowsOf(c)
    await noteExport(c)
    c.header('Content-Type', 'text/csv; charset=utf-8; header=present')
    c.header('Content-Disposition', `attachment; filename="linimasa-${c.var.world.info.name}.csv"`)
    c.header('Cache-Control', 'no-store')
    return c.body(streamOf(rows, [csvLine(timelineColumns), '', ''], csvOf))
  })
  .get('/api/timeline.json', allow(...staff), async (c) => {
    const rows = await rowsOf(c)
    await noteExport(c)
    c.header('Content-Type', 'application/json')
    c.header('Content-Disposition', `attachment; filename="linimasa-${c.var.world.info.name}.json"`)
    c.header('Cache-Control', 'no-store')
    return c.body(streamOf(rows, ['{"timeline":[\n', ',\n', '\n]}\n'], (row) => JSON.stringify(row)))
  })

type Row = RecordedEvent & { who: string }

/** Whoever is not given the actor is not given the name. */
const named = (event: RecordedEvent, names: (actor: string) => string): Row => ({
  ...event,
  who: names(event.actor ?? ''),
})

function noteExport(c: Context<Env>): Promise<void> {
  const { server, world } = c.var
  return server.access.journal.note('export.made', 'timeline', { what: 'timeline', by: nameOf(c) }, world)
}

/** The rows asked for: of a subject, or recorded from `from` on and before `to`; as the caller may see them. */
async function rowsOf(c: Context<Env>): Promise<AsyncGenerator<Row>> {
  const { world, caller } = c.var
  const audience = audienceOf(caller)
  const names = await namesOf(c)
  const { subject } = c.req.query()
  const [from, to] = [momentOf(c, 'from') ?? '', momentOf(c, 'to') ?? '9999']
  if (!subject && !from) throw wrong('from', 'or subject must be given')
  const found = subject
    ? wholeHistoryOf({ log: world.log, seqsOf: world.registers.seqsOf }, subject)
    : undefined
  return (async function* rows() {
    const all = found ? [await found] : pagesOf(world.log, from, to)
    for await (const events of all)
      for (const event of events)
        if (event.recorded >= from && event.recorded < to && !isAudit(event))
          yield named(cut(event, audience), names)
  })()
}

/** The log from the first event recorded at or after `from` on, until one is recorded at or after `to`. */
async function* pagesOf(log: Log, from: string, to: string): AsyncGenerator<RecordedEvent[]> {
  let [after, head] = [0, (await log.head()).seq]
  for (let high = head; after < high;) {
    const middle = Math.floor((after + high) / 2)
    const [event] = await log.read(middle, 1)
    if (event && event.recorded < from) after = middle + 1
    else high = middle
  }
  while (after < head) {
    const events = await log.read(after, rowsAtOnce)
    const last = events.at(-1)
    if (!last) return
    yield events
    if (last.recorded >= to) return
    after = last.seq
  }
}

function csvOf({ who, ...event }: Row): string {
  const { seq, recorded, time, type, subject, region = '', actor = '', data } = event
  return csvLine([seq, recorded, time, type, subject, region, actor, who, JSON.stringify(data)])
}

/** Writes rows as they are asked for: they may be many. */
function streamOf(
  rows: AsyncGenerator<Row>,
  [begin, between, end]: [string, string, string],
  write: (row: Row) => string,
): ReadableStream<Uint8Array> {
  const text = new TextEncoder()
  let first = true
  return new ReadableStream({
    start: (sink) => sink.enqueue(text.encode(begin)),
    pull: async (sink) => {
      const lines: string[] = []
      while (lines.length < rowsAtOnce) {
        const { done, value } = await rows.next()
        if (done) {
          sink.enqueue(text.encode(lines.join('') + end))
          return sink.close()
        }
        lines.push((first ? '' : between) + write(value))
        first = false
      }
      sink.enqueue(text.encode(lines.join('')))
    },
    cancel: () => void rows.return(undefined),
  })
}
