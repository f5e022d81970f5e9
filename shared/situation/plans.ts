import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Plan } from './items.ts'
import { lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

/** A regency's RKPD has some thousand lines; more than these are counted, not kept. */
const most = 5_000

export function planSet(situation: Situation, touched: Touch[], event: RecordedEvent<'plan.set'>): void {
  if (!situation.plan.has(event.subject) && situation.plan.size >= most)
    return count(situation, touched, 'plan', 'leftOut')
  const plan: Plan = lean({ id: event.subject, seq: event.seq, ...event.data }) as Plan
  situation.plan.set(plan.id, plan)
  touch(situation, touched, 'plan', plan.id)
}

export function planDropped(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'plan.dropped'>,
): void {
  if (!situation.plan.delete(event.subject)) return count(situation, touched, 'odd', 'plan')
  gone(situation, touched, 'plan', event.subject)
}
