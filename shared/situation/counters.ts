import { dayStart, dayText, localDay } from '../working-days.ts'
import type { Counter } from './items.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const daysKept = 8
/** More than agencies, rules and days make; and more than there are types of events or kinds of observations. */
const most = { counters: 2_000, fields: 300 }

/** Adds to a named figure: counters stay when items leave. Names come from senders, too: what is too many is counted as odd. */
export function count(situation: Situation, touched: Touch[], id: string, field: string, by = 1): void {
  let counter = situation.counter.get(id)
  // Own fields only: a kind may be called `constructor`.
  const isOwn = counter !== undefined && Object.hasOwn(counter.n, field)
  if (!isOwn && isFull(situation, counter)) {
    if (id !== 'odd') count(situation, touched, 'odd', 'counter')
    return
  }
  if (!counter) situation.counter.set(id, (counter = { id, seq: situation.seq, n: {} }))
  counter.n[field] = (isOwn ? (counter.n[field] ?? 0) : 0) + by
  counter.seq = situation.seq
  touch(situation, touched, 'counter', id)
}

function isFull(situation: Situation, counter: Counter | undefined): boolean {
  if (!counter) return situation.counter.size >= most.counters
  return Object.keys(counter.n).length >= most.fields
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
