import type { Speaker } from './feed.ts'
import { digest } from './statement.ts'

/** An event about the feed itself; its subject is the feed's name. */
type Saying = Record<string, unknown>

function saying(
  { name, source }: Speaker,
  { id, ...said }: { type: string; id: string; time: string; data: object },
): Saying {
  return { specversion: '1.0', id: `${name}:${id}`, source, subject: name, ...said }
}

/** Who they are and when they are late; the same words are the same event, so that it is recorded once. */
export function declared(feed: Speaker, now: number): Saying {
  const { owner, everySeconds, lateAfterSeconds, title, credit } = feed
  const data = { owner, everySeconds, lateAfterSeconds, title, ...(credit && { credit }) }
  const time = new Date(now).toISOString()
  return saying(feed, { type: 'source.declared', id: `declared:${digest(data)}`, time, data })
}

/** What was last said about the feed's condition. */
export interface Condition {
  /** undefined: nothing yet since the start. */
  works?: boolean
  /** When source.heard was last recorded, ms. */
  heard: number
}

/** What there is to say after the feed answered: its recovery, and that it was heard, at most once per third of the late time. */
export function worked(
  feed: Speaker,
  condition: Condition,
  now: number,
  items: number,
  fresh: boolean,
): Saying[] {
  const asOf = new Date(now).toISOString()
  const news = condition.works !== true || fresh
  const due = now - condition.heard >= (feed.lateAfterSeconds * 1000) / 3
  if (!news && !due) return []
  const heard = saying(feed, { type: 'source.heard', id: `heard:${asOf}`, time: asOf, data: { asOf, items } })
  if (condition.works !== false) return [heard]
  return [saying(feed, { type: 'source.recovered', id: `recovered:${asOf}`, time: asOf, data: {} }), heard]
}

/** What there is to say after the feed failed: once, when it begins to. */
export function failed(feed: Speaker, condition: Condition, now: number, reason: string): Saying[] {
  if (condition.works === false) return []
  const time = new Date(now).toISOString()
  const data = { reason: reason.slice(0, 500) }
  return [saying(feed, { type: 'source.failed', id: `failed:${time}`, time, data })]
}

/**
 * Seconds until the next poll: the feed's rhythm, doubled for each further failure in a row up to 15 minutes, a fifth up or
 * down at random (0 to 1); longer, up to an hour, where the publisher asked for it.
 */
export function pauseSeconds(everySeconds: number, failures: number, random: number, asked = 0): number {
  const doubled = everySeconds * 2 ** Math.min(Math.max(0, failures - 1), 20)
  const steady = Math.min(Math.max(everySeconds, 900), doubled)
  return Math.max(Math.min(asked, 3600), steady * (0.8 + 0.4 * random))
}
