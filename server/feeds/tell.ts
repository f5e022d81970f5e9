import { readEvent } from '../../shared/events/read.ts'
import type { Reading } from './feed.ts'
import { cloudEvent, digest, problemLine } from './statement.ts'

/** What the log answers, as POST /api/events does. */
export interface Answer {
  recorded: readonly unknown[]
  known: readonly unknown[]
  refused: readonly { id: string; problem: { detail: string } }[]
}

export interface Refusals {
  source: string
  reason: string
  raw: string
}

export interface Telling {
  /** Records structured CloudEvents; one already known is answered so and changes nothing. */
  record: (events: unknown[]) => Promise<Answer>
  /** Keeps what could not be understood, with its reason, for staff. */
  quarantine: (refused: Refusals) => void | Promise<void>
}

/** The log did not take it: our failure, not the feed's, and nothing may be shown or remembered as told. */
export class NotRecorded extends Error {
  override name = 'NotRecorded'
}

const batch = 500
const remembered = 2000
const longestRaw = 100_000
/** So many refused records of one body are kept one by one; the rest, which is alike, as one. */
const refusedOneByOne = 100
/** So many statements are checked before others get their turn. */
const checkedAtOnce = 100

/** The way of a feed's readings into the log and the quarantine; what was refused once is not put aside again at every poll. */
export function createTeller(source: string, { record, quarantine }: Telling) {
  const seen = new Set<string>()

  async function putAside(reason: string, raw: string): Promise<void> {
    const key = digest([reason, raw])
    if (seen.has(key)) return
    await guarded(async () => quarantine({ source, reason, raw: raw.slice(0, longestRaw) }))
    seen.add(key)
    const [oldest] = seen
    if (seen.size > remembered && oldest) seen.delete(oldest)
  }

  /** Answers how many of the events were new. */
  async function tell(events: Record<string, unknown>[]): Promise<number> {
    let fresh = 0
    for (let from = 0; from < events.length; from += batch) {
      const some = events.slice(from, from + batch)
      const { recorded, refused } = await guarded(() => record(some))
      fresh += recorded.length
      for (const { id, problem } of refused) {
        const event = some.find((one) => one['id'] === id)
        await putAside(problem.detail, JSON.stringify(event ?? id))
      }
    }
    return fresh
  }

  /** Checked here already, so that a statement that does not fit is put aside once and not at every poll. */
  async function tellReading(reading: Reading): Promise<number> {
    for (const { reason, raw } of reading.refused.slice(0, refusedOneByOne)) await putAside(reason, raw)
    const more = reading.refused.slice(refusedOneByOne)
    if (more[0]) {
      const raws = more.slice(0, longestRaw).map(({ raw }) => raw)
      await putAside(`${more.length} more records, the first: ${more[0].reason}`, raws.join('\n'))
    }
    const fitting: Record<string, unknown>[] = []
    for (const [at, told] of reading.events.entries()) {
      if (at % checkedAtOnce === checkedAtOnce - 1) await new Promise<void>((resume) => setImmediate(resume))
      const event = cloudEvent(told, source)
      const read = readEvent(event, { received: String(event['time']), reference: () => '' })
      if ('problem' in read) await putAside(problemLine(read.problem), JSON.stringify(event))
      else fitting.push(event)
    }
    return tell(fitting)
  }

  return { tell, tellReading, putAside }
}

async function guarded<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (cause) {
    throw new NotRecorded('the log or the quarantine did not take it', { cause })
  }
}
