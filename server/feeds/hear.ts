import { FetchFailed, fetchBody, type Asking, type Validators } from './fetch-body.ts'
import { cameToNothing, Unreadable, type Feed, type Reader, type Reading } from './feed.ts'
import type { Pace } from './pace.ts'
import type { createTeller } from './tell.ts'

/** At most so many documents of a list are fetched at one poll; the rest follow at the next. */
const detailsAtOnce = 40

/** What one poll brought: how many items the body holds, and how many events were new. */
interface Heard {
  items: number
  fresh: number
}

/** Asks a feed again and again: remembers what need not be asked or read twice. Throws FetchFailed or Unreadable. */
export function createListener(
  feed: Feed,
  asking: Asking,
  pace: Pace,
  teller: ReturnType<typeof createTeller>,
) {
  let validators: Validators = {}
  let links: string[] = []
  let items = 0
  let fetched = new Set<string>()

  async function ask(url: string, known: Validators) {
    await pace(feed.owner, asking.signal)
    return fetchBody(url, known, asking)
  }

  /** A body that is not what it should be is kept for staff, then counts as a failure. */
  async function understood(reader: Reader, text: string): Promise<Reading> {
    try {
      return reader.parse(text)
    } catch (error) {
      const reason = error instanceof Unreadable ? error.message : 'the reader broke on the body'
      await teller.putAside(reason, text)
      throw new Unreadable(reason, { cause: error })
    }
  }

  /** Tells what was read; where all of it was refused, the publisher changed something and the feed does not work. */
  async function tell(reading: Reading, named: readonly string[]): Promise<number> {
    const fresh = await teller.tellReading(reading)
    if (!cameToNothing(reading, named)) return fresh
    throw new Unreadable(`nothing in the body could be read: ${reading.refused[0]?.reason}`)
  }

  /** A list may name documents of its own host only: it cannot send us to places inside the house. */
  async function ownLinks(named: string[]): Promise<string[]> {
    const { host } = new URL(feed.url)
    const foreign = named.filter((url) => URL.parse(url)?.host !== host)
    for (const url of foreign) await teller.putAside('the list names a document of another host', url)
    return named.filter((url) => !foreign.includes(url))
  }

  async function fetchDetails(reader: Reader): Promise<number> {
    let fresh = 0
    const failures: string[] = []
    fetched = new Set(links.filter((url) => fetched.has(url)))
    for (const url of links.filter((link) => !fetched.has(link)).slice(0, detailsAtOnce)) {
      try {
        const answer = await ask(url, {})
        if (!answer.same) fresh += await tell(await understood(reader, answer.text), [])
      } catch (error) {
        if (error instanceof Unreadable || (error instanceof FetchFailed && error.passing)) {
          failures.push(error.message)
          continue
        }
        if (!(error instanceof FetchFailed)) throw error
        await teller.putAside(`a document that the list names: ${error.message}`, url)
      }
      fetched.add(url)
    }
    if (failures.length > 0) throw new FetchFailed(`${failures.length} documents of the list: ${failures[0]}`)
    return fresh
  }

  return async function listen(): Promise<Heard> {
    let fresh = 0
    const answer = await ask(feed.url, validators)
    if (!answer.same) {
      const reading = await understood(feed.reader, answer.text)
      const named = feed.detail ? (feed.reader.more?.(answer.text) ?? []) : []
      fresh += await tell(reading, named)
      links = await ownLinks(named)
      // Warnings that nobody reads are no calm.
      if (named.length > 0 && links.length + reading.events.length === 0)
        throw new Unreadable(`all documents that the list names (${named.length}) lie on another host`)
      items = reading.events.length + links.length
      validators = answer.validators
    }
    if (feed.detail) fresh += await fetchDetails(feed.detail)
    return { items, fresh }
  }
}
