import type { Reading } from './feed.ts'
import { cloudEvent, digest } from './statement.ts'

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

  async function tellReading(reading: Reading): Promise<number> {
    for (const { reason, raw } of reading.refused) await putAside(reason, raw)
    return tell(reading.events.map((event) => cloudEvent(event, source)))
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
