import { deadlineShare, type Running } from '../../shared/deadline.ts'
import type { Task } from '../../shared/situation/items.ts'

/** The ring around a mark: none, three quarters of the time over, all of it. */
export type Halo = 0 | 1 | 2

const ofShare = (share: number): Halo => (share >= 1 ? 2 : share >= 0.75 ? 1 : 0)

/** A complaint's halo at `now` (ms UTC); a held one has none. */
export function ticketHalo(ticket: Running, now: number): Halo {
  return ticket.held ? 0 : ofShare(deadlineShare(ticket, now))
}

/** A task's halo at `now` (ms UTC): its time runs from when it was given; one without a deadline has none. */
export function taskHalo({ given, due }: Pick<Task, 'given' | 'due'>, now: number): Halo {
  if (due === undefined) return 0
  const [from, until] = [Date.parse(given), Date.parse(due)]
  return ofShare(until > from ? (now - from) / (until - from) : Number(now >= until))
}
