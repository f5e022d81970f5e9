import { dayText, localDay } from '../working-days.ts'
import { touch, type Situation, type Touch } from './situation.ts'

const daysKept = 8

/** Adds to a named figure: counters stay when items leave. */
export function count(situation: Situation, touched: Touch[], id: string, field: string, by = 1): void {
  let counter = situation.counter.get(id)
  if (!counter) situation.counter.set(id, (counter = { id, seq: situation.seq, n: {} }))
  // Own fields only: a kind may be called `constructor`.
  counter.n[field] = (Object.hasOwn(counter.n, field) ? (counter.n[field] ?? 0) : 0) + by
  counter.seq = situation.seq
  touch(situation, touched, 'counter', id)
}

/** The counter of a local day, by event type; the last 8 days are kept. */
export function countDay(situation: Situation, touched: Touch[], recorded: string, type: string): void {
  const day = localDay(Date.parse(recorded), situation.index.calendar)
  const id = `day/${dayText(day)}`
  if (!situation.counter.has(id)) {
    const oldest = `day/${dayText(day - daysKept)}`
    for (const key of situation.counter.keys()) {
      if (!key.startsWith('day/') || key > oldest) continue
      situation.counter.delete(key)
      touch(situation, touched, 'counter', key)
    }
  }
  count(situation, touched, id, type)
}
