import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Sitrep } from './items.ts'
import { lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const most = 60

/** A draft, or what it is drafted anew as; what it says stands in the log. An approved one stays as it is. */
export function sitrepDrafted(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'sitrep.drafted'>,
): void {
  const before = situation.sitrep.get(event.subject)
  if (before?.status === 'approved') return count(situation, touched, 'odd', 'sitrep')
  const { number, title, asOf, incident, previous } = event.data
  const report = { id: event.subject, seq: event.seq, number, title, asOf, incident, previous }
  situation.sitrep.set(event.subject, lean<Sitrep>({ ...report, status: 'draft' } as Sitrep))
  touch(situation, touched, 'sitrep', event.subject)
  for (const id of situation.sitrep.keys()) {
    if (situation.sitrep.size <= most) return
    situation.sitrep.delete(id)
    gone(situation, touched, 'sitrep', id)
  }
}

export function sitrepApproved(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'sitrep.approved'>,
): void {
  const report = situation.sitrep.get(event.subject)
  if (report?.status !== 'draft' || report.seq !== event.data.draft)
    return count(situation, touched, 'odd', 'sitrep')
  report.status = 'approved'
  report.approved = event.time
  report.code = event.data.code
  report.seq = event.seq
  touch(situation, touched, 'sitrep', report.id)
}
