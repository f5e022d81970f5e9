import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Decision } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

/** So many decided ones stay to be read; the counters keep the rest. One that was put off comes back and stays. */
const decidedKept = 40

export function decisionRequested(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'decision.requested'>,
): void {
  const decision: Decision = lean({
    id: event.subject,
    seq: event.seq,
    ...event.data,
    requested: event.time,
    ahead: isAhead(event) || undefined,
  }) as Decision
  situation.decision.set(decision.id, decision)
  count(situation, touched, 'decisions', 'requested')
  touch(situation, touched, 'decision', decision.id)
}

export function decisionDecided(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'decision.decided'>,
): void {
  const decision = situation.decision.get(event.subject)
  if (!decision) return count(situation, touched, 'odd', 'decision')
  decision.choice = event.data.choice
  decision.decided = event.time
  if (event.data.choice === 'deferred' && event.data.until) decision.until = event.data.until
  else delete decision.until
  decision.seq = event.seq
  count(situation, touched, 'decisions', event.data.choice)
  touch(situation, touched, 'decision', decision.id)
  const decided = [...situation.decision.values()].filter((one) => one.decided && one.choice !== 'deferred')
  if (decided.length <= decidedKept) return
  const oldest = decided.reduce((a, b) => (a.seq <= b.seq ? a : b))
  situation.decision.delete(oldest.id)
  gone(situation, touched, 'decision', oldest.id)
}
