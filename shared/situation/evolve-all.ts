import { eventData, type EventType, type RecordedEvent } from '../events/types.ts'
import { evolve } from './evolve.ts'
import type { Situation, Touch } from './situation.ts'

/** So many events' things are looked at ahead: as many as stay at hand until it is their turn. */
const ahead = 64

/** What stands by the ten thousand, and so seldom lies in a cache. */
const many = ['ticket', 'task', 'incident'] as const
const kindOf = new Map<EventType, (typeof many)[number]>()
for (const type of Object.keys(eventData) as EventType[])
  for (const kind of many) if (type.startsWith(`${kind}.`)) kindOf.set(type, kind)

/** What was looked at is noted: of a look that nothing comes of, the compiler would make none. */
const looked = new Float64Array(ahead)

/**
 * Folds events in, in order; `told` hears what each touched. What they are about is looked at some tens of events ahead, in
 * short loops of one step each: so the processor fetches side by side what it else waits for one after the other.
 */
export function evolveAll(
  situation: Situation,
  events: readonly RecordedEvent[],
  told?: (touched: Touch[]) => void,
): void {
  for (let from = 0; from < events.length; from += ahead) {
    const to = Math.min(from + ahead, events.length)
    if (to - from > 1) lookAhead(situation, events, from, to)
    for (let at = from; at < to; at++) {
      const touched = evolve(situation, events[at]!)
      told?.(touched)
    }
  }
}

function lookAhead(
  { ticket, task, incident }: Situation,
  events: readonly RecordedEvent[],
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) looked[at - from] = events[at]!.subject.length
  const found: { seq: number; due?: string | undefined }[] = []
  for (let at = from; at < to; at++) {
    const { type, subject } = events[at]!
    const kind = kindOf.get(type)
    const items =
      kind === 'ticket' ? ticket : kind === 'task' ? task : kind === 'incident' ? incident : undefined
    const item = items?.get(subject)
    if (item) found.push(item)
  }
  // Where an item begins, and where what its steps change ends: they lie on two lines of the cache.
  for (let at = 0; at < found.length; at++) {
    const { seq, due } = found[at]!
    looked[at] = due === undefined ? -seq : seq
  }
}
