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

/**
 * Issued, updated or cancelled: the newest statement stands, by the time it was made. A late one that is older only
 * fills in what is missing, and neither it nor a first statement brings back what was cancelled.
 */
export function warningStated(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'warning.issued' | 'warning.updated' | 'warning.cancelled'>,
): void {
  const id = warningId(situation, event.subject)
  const before = situation.warning.get(id)
  const late = before !== undefined && event.time < before.said
  const [stands, fills] = late ? [stated(before, event.source), event.data] : [event.data, before]
  const cancels = event.type === 'warning.cancelled'
  const staysCancelled = (late || event.type === 'warning.issued') && before?.cancelled
  const exercise = event.data.status !== undefined && event.data.status !== 'actual'
  const warning: Warning = lean({
    id,
    seq: event.seq,
    said: late ? before.said : event.time,
    headline: stands.headline ?? fills?.headline ?? event.subject,
    hazard: stands.hazard ?? fills?.hazard ?? '',
    level: stands.level ?? fills?.level ?? 0,
    geometry: stands.geometry ?? fills?.geometry,
    onset: stands.onset ?? fills?.onset,
    expires: stands.expires ?? fills?.expires ?? new Date(Date.parse(event.time) + dayMs).toISOString(),
    issuer: stands.issuer ?? fills?.issuer ?? event.source,
    area: stands.area ?? fills?.area,
    description: stands.description ?? fills?.description,
    instruction: stands.instruction ?? fills?.instruction,
    exercise: exercise || before?.exercise || undefined,
    own: before ? before.own : isOwn(event.source),
    cancelled: cancels || staysCancelled || undefined,
    odd: before?.odd ?? (!before && event.type !== 'warning.issued' ? true : undefined),
    ahead: isAhead(event) || undefined,
    names: namesOf(situation, before, id, event.data.identifier),
  })
  situation.warning.delete(id)
  situation.warning.set(id, warning)
  indexWarning(situation, warning)
  if (event.type !== 'warning.issued') replace(situation, touched, id, event.data.references ?? [])
  if (!before) count(situation, touched, 'warnings', 'issued')
  if (cancels && !before?.cancelled) count(situation, touched, 'warnings', 'cancelled')
  touch(situation, touched, 'warning', warning.id)
  sweep(situation, touched)
}

/** A feed speaks under the address of its publisher; people and keys of the house under a path. */
const isOwn = (source: string): true | undefined => (/^[a-z][\w+.-]*:/i.test(source) ? undefined : true)

/** What was really said of a warning: one that was first heard of by an update or cancel stands with stopgaps. */
function stated(warning: Warning, source: string): Partial<Warning> {
  if (!warning.odd) return warning
  return {
    ...warning,
    headline: warning.headline === warning.id ? undefined : warning.headline,
    hazard: warning.hazard || undefined,
    level: warning.level || undefined,
    issuer: warning.issuer === source ? undefined : warning.issuer,
  }
}

/** The names of a warning's statements but its id, at most 20; a name belongs to the warning that had it first. */
function namesOf(
  { index }: Situation,
  before: Warning | undefined,
  id: string,
  identifier: string | undefined,
): string[] | undefined {
  if (!identifier || identifier === id || index.warningByName.has(identifier)) return before?.names
  const names = [...(before?.names ?? []), identifier]
  for (const name of names.splice(0, names.length - mostNames)) index.warningByName.delete(name)
  return names
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
