import { setTimeout as wait } from 'node:timers/promises'
import * as z from 'zod'
import type { Clock } from '../clock.ts'
import { ask, refusal, type Door } from './ask.ts'
import { Failure } from './failure.ts'

/** An event and the moment (UTC) at which it is told. */
export interface Told {
  at: string
  event: Record<string, unknown>
}

/** What became of many events. */
export interface Tally {
  recorded: number
  known: number
  refused: { id: string; reason: string }[]
}

/** Tells events as one batch, in order. */
export type Tell = (events: Told[]) => Promise<Tally>

const named = z.array(z.object({ id: z.string() }))
const problem = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), detail: z.string() })).default([]),
})
const accounts = z.object({
  recorded: named,
  known: named,
  refused: z.array(z.object({ id: z.string(), problem })),
})

const mostPerBatch = 500
const mostCharacters = 400_000
const longestSleepMs = 1_000

const nothingYet = (): Tally => ({ recorded: 0, known: 0, refused: [] })

/** Adds `more` to `tally`. */
function add(tally: Tally, more: Tally): void {
  tally.recorded += more.recorded
  tally.known += more.known
  tally.refused.push(...more.refused)
}

/** The events in batches that the server takes in one body. */
function* batches(events: readonly Told[]): Generator<Told[]> {
  let batch: Told[] = []
  let size = 0
  for (const told of events) {
    const length = JSON.stringify(told.event).length
    if (batch.length > 0 && (batch.length >= mostPerBatch || size + length > mostCharacters)) {
      yield batch
      batch = []
      size = 0
    }
    batch.push(told)
    size += length
  }
  if (batch.length > 0) yield batch
}

/** Tells a world of a running server by POST /api/events; waits where the server asks for it. */
export function byHttp(door: Door, world: string): Tell {
  const path = `/api/events?${new URLSearchParams({ world })}`
  return async (events) => {
    const text = JSON.stringify(events.map(({ event }) => event))
    for (;;) {
      const answer = await ask(door, 'POST', path, { type: 'application/cloudevents-batch+json', text })
      if (answer.status === 429 || answer.status === 503) {
        await wait(Math.max(1, answer.retryAfter) * 1000)
        continue
      }
      const read = accounts.safeParse(answer.body)
      if (!read.success) throw new Failure(refusal(answer))
      const refused = read.data.refused.map(({ id, problem: { detail, errors } }) => ({
        id,
        reason: errors.map((error) => `${error.field}: ${error.detail}`).join('; ') || detail,
      }))
      return { recorded: read.data.recorded.length, known: read.data.known.length, refused }
    }
  }
}

/** Tells all events at once, in batches. */
export async function tellAll(events: readonly Told[], tell: Tell, signal: AbortSignal): Promise<Tally> {
  const tally = nothingYet()
  for (const batch of batches(events)) {
    if (signal.aborted) break
    add(tally, await tell(batch))
  }
  return tally
}

/** Tells each event when the clock passes its moment, in the order given; ends with the last, or when stopped. */
export async function tellByClock(
  events: readonly Told[],
  clock: Clock,
  tell: Tell,
  signal: AbortSignal,
): Promise<Tally> {
  const tally = nothingYet()
  for (let next = 0; next < events.length && !signal.aborted;) {
    const now = clock.now()
    let due = next
    while (due < events.length && Date.parse(events[due]!.at) <= now) due++
    if (due > next) add(tally, await tellAll(events.slice(next, due), tell, signal))
    else await until(Date.parse(events[next]!.at), clock, signal)
    next = due
  }
  return tally
}

/** Waits until the clock passes `moment` (ms UTC), or until stopped. */
export async function until(moment: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let left = moment - clock.now(); left > 0 && !signal.aborted; left = moment - clock.now()) {
    const sleep = Math.min(longestSleepMs, Math.max(5, left / clock.rate))
    await wait(sleep, undefined, { signal }).catch(() => undefined)
  }
}
