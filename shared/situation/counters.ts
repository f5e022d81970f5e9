import { dayStart, dayText, localDay } from '../working-days.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

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
  count(situation, touched, dayOf(situation, touched, recorded), type)
}

/** The id of the local day's counter; a new day's makes room for it. */
function dayOf(situation: Situation, touched: Touch[], recorded: string): string {
  const { today, calendar } = situation.index
  if (today && recorded >= today.from && recorded < today.until) return today.id
  const day = localDay(Date.parse(recorded), calendar)
  const id = `day/${dayText(day)}`
  const oldest = `day/${dayText(day - daysKept)}`
  for (const key of situation.counter.keys()) {
    if (!key.startsWith('day/') || key > oldest) continue
    situation.counter.delete(key)
    gone(situation, touched, 'counter', key)
  }
  const from = new Date(dayStart(day, calendar)).toISOString()
  situation.index.today = { id, from, until: new Date(dayStart(day + 1, calendar)).toISOString() }
  return id
}
