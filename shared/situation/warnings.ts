import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Warning } from './items.ts'
import { isAhead, lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

const dayMs = 86_400_000
/** More than ever stand at once in a country; beyond it the oldest leave. */
const most = 2_000

const mostNames = 20

export function indexWarning(situation: Situation, warning: Warning): void {
  for (const name of warning.names ?? []) situation.index.warningByName.set(name, warning.id)
}

function remove(situation: Situation, touched: Touch[], warning: Warning): void {
  situation.warning.delete(warning.id)
  for (const name of warning.names ?? []) situation.index.warningByName.delete(name)
  gone(situation, touched, 'warning', warning.id)
}

/** The warning that a statement belongs to: its subject, or the one that had a statement of that name. */
function warningId(situation: Situation, subject: string): string {
  return situation.warning.has(subject) ? subject : (situation.index.warningByName.get(subject) ?? subject)
}

/** Issued or updated: the newest statement stands; a cancelled one does not come back by an older statement. */
export function warningStated(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'warning.issued' | 'warning.updated' | 'warning.cancelled'>,
): void {
  const id = warningId(situation, event.subject)
  const before = situation.warning.get(id)
  const { data } = event
  const cancelled = event.type === 'warning.cancelled'
  const warning: Warning = lean({
    id,
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
    names: namesOf(before, id, data.identifier),
  })
  situation.warning.delete(id)
  situation.warning.set(id, warning)
  indexWarning(situation, warning)
  if (event.type !== 'warning.issued') replace(situation, touched, id, data.references ?? [])
  if (!before) count(situation, touched, 'warnings', 'issued')
  if (cancelled && !before?.cancelled) count(situation, touched, 'warnings', 'cancelled')
  touch(situation, touched, 'warning', warning.id)
  sweep(situation, touched)
}

function namesOf(
  before: Warning | undefined,
  id: string,
  identifier: string | undefined,
): string[] | undefined {
  const names = before?.names ?? []
  if (!identifier || identifier === id || names.includes(identifier)) return before?.names
  return [...names, identifier].slice(-mostNames)
}

/** An update or cancel replaces every statement that it refers to: other warnings it names stand no longer. */
function replace(situation: Situation, touched: Touch[], id: string, references: readonly string[]): void {
  for (const reference of references) {
    const other = situation.warning.get(warningId(situation, reference))
    if (!other || other.id === id || other.cancelled) continue
    other.cancelled = true
    other.seq = situation.seq
    touch(situation, touched, 'warning', other.id)
  }
}

/** What expired more than a day before the newest statement leaves, from the one longest unsaid on. */
function sweep(situation: Situation, touched: Touch[]): void {
  const limit = Date.parse(situation.recorded) - dayMs
  for (const warning of situation.warning.values()) {
    if (Date.parse(warning.expires) > limit && situation.warning.size <= most) return
    remove(situation, touched, warning)
  }
}
