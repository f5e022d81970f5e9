import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Warning } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const dayMs = 86_400_000
/** More than ever stand at once in a country; beyond it the oldest leave. */
const most = 2_000

/** Issued or updated: the newest statement stands; a cancelled one does not come back by an older statement. */
export function warningStated(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'warning.issued' | 'warning.updated' | 'warning.cancelled'>,
): void {
  const before = situation.warning.get(event.subject)
  const { data } = event
  const cancelled = event.type === 'warning.cancelled'
  const warning: Warning = lean({
    id: event.subject,
    seq: event.seq,
    headline: data.headline ?? before?.headline ?? event.subject,
    hazard: data.hazard ?? before?.hazard ?? '',
    level: data.level ?? before?.level ?? 0,
    geometry: data.geometry ?? before?.geometry,
    onset: data.onset ?? before?.onset,
    expires: data.expires ?? before?.expires ?? new Date(Date.parse(event.time) + dayMs).toISOString(),
    issuer: data.issuer ?? before?.issuer ?? event.source,
    area: data.area ?? before?.area,
    description: data.description ?? before?.description,
    instruction: data.instruction ?? before?.instruction,
    exercise: (data.status !== undefined && data.status !== 'actual') || before?.exercise || undefined,
    cancelled: cancelled || (event.type === 'warning.issued' && before?.cancelled) || undefined,
    odd: before?.odd ?? (!before && event.type !== 'warning.issued' ? true : undefined),
    ahead: isAhead(event) || undefined,
  })
  situation.warning.delete(warning.id)
  situation.warning.set(warning.id, warning)
  if (!before) count(situation, touched, 'warnings', 'issued')
  if (cancelled && !before?.cancelled) count(situation, touched, 'warnings', 'cancelled')
  touch(situation, touched, 'warning', warning.id)
  sweep(situation, touched)
}

/** What expired more than a day before the newest statement leaves, from the one longest unsaid on. */
function sweep(situation: Situation, touched: Touch[]): void {
  const limit = Date.parse(situation.recorded) - dayMs
  for (const [id, warning] of situation.warning) {
    if (Date.parse(warning.expires) > limit && situation.warning.size <= most) return
    situation.warning.delete(id)
    gone(situation, touched, 'warning', id)
  }
}
