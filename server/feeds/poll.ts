import { setTimeout as sleep } from 'node:timers/promises'
import { declared, failed, pauseSeconds, worked, type Condition } from './condition.ts'
import { FetchFailed, type Asking } from './fetch-body.ts'
import type { Fetch } from './fetch-open.ts'
import type { Feed } from './feed.ts'
import { createListener } from './hear.ts'
import { createPace, type Pace } from './pace.ts'
import { createTeller, NotRecorded, type Telling } from './tell.ts'

export interface Polling extends Telling {
  /** The clock of the world it records into, ms UTC. */
  now: () => number
  fetch: Fetch
  /** Ends the polling. */
  signal: AbortSignal
  /** 0 to 1; for jitter. */
  random?: () => number
  /** Shared by all feeds, so that an owner's limit is kept across them. */
  pace?: Pace
  /** Whether the situation has this source as failing: then its first answer is its recovery. */
  failing?: (name: string) => boolean
  /** Told when the log did not take something: that is our failure, and the feed's next poll tries again. */
  onError?: (error: unknown) => void
  /** Told of each round that failed. */
  failed?: (feed: string) => void
  /** Told what a publisher's answer says the time is. */
  dated?: Asking['dated']
  timeoutMs?: number
  maxBytes?: number
  /** Waits between two polls; ends early, without an error, when the signal does. */
  rest?: (seconds: number, signal: AbortSignal) => Promise<void>
}

const restFor = (seconds: number, signal: AbortSignal) =>
  sleep(seconds * 1000, undefined, { signal }).catch(() => {})

/** Not all at once when the server starts. */
const startWithinSeconds = 5

/**
 * Polls a feed until the signal ends it: with jitter, backing off while it fails, and saying in the log when it was heard,
 * fails and recovers. A feed that fails is not heard, so it never looks like a quiet day. Never throws.
 */
export async function poll(feed: Feed, polling: Polling): Promise<void> {
  const { now, signal, random = Math.random, onError = () => {}, rest = restFor } = polling
  const teller = createTeller(feed.source, polling)
  const listen = createListener(feed, polling, polling.pace ?? createPace(), teller)
  const condition: Condition = { heard: -Infinity, ...(polling.failing?.(feed.name) && { works: false }) }
  let known = false
  let failures = 0
  let asked = 0

  async function round(): Promise<void> {
    if (!known) await teller.tell([declared(feed, now())])
    known = true
    const { items, fresh } = await listen()
    const sayings = worked(feed, condition, now(), items, fresh > 0)
    await teller.tell(sayings)
    if (sayings.length > 0) condition.heard = now()
    condition.works = true
    failures = 0
    asked = 0
  }

  async function sayFailed(error: unknown): Promise<void> {
    if (error instanceof NotRecorded) throw error
    polling.failed?.(feed.name)
    const reason = error instanceof Error ? error.message : 'it could not be read'
    asked = error instanceof FetchFailed ? (error.retryAfter ?? 0) : 0
    await teller.tell(failed(feed, condition, now(), reason))
    condition.works = false
  }

  await rest(random() * Math.min(startWithinSeconds, feed.everySeconds), signal)
  while (!signal.aborted) {
    try {
      await round()
    } catch (error) {
      if (signal.aborted) return
      failures += 1
      await sayFailed(error).catch(onError)
    }
    await rest(pauseSeconds(feed.everySeconds, failures, random(), asked), signal)
  }
}

/** Polls all feeds until the signal ends it, under one limit per owner. */
export async function pollAll(feeds: readonly Feed[], polling: Polling): Promise<void> {
  const pace = polling.pace ?? createPace()
  await Promise.all(feeds.map((feed) => poll(feed, { ...polling, pace })))
}
