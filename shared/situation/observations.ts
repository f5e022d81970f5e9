import { middle } from '../events/geometry.ts'
import type { RecordedEvent } from '../events/types.ts'
import { count } from './counters.ts'
import type { Observation } from './items.ts'
import { isAhead, lean, withGiven } from './marks.ts'
import { gone, indexAdd, indexDelete, touch, type Situation, type Touch } from './situation.ts'

/** How many observations of one kind are kept, the oldest leave first. */
const most = 1_500
/** How many of all kinds: more than all feeds have, and a sender of ever new kinds does not grow the room without bound. */
const mostInAll = 20_000
/** A gauge's are its last hours: a reading each ten minutes for six of them. */
const mostEarlier = (kind: string): number => (kind === 'water-level' ? 36 : kind === 'forecast' ? 1 : 8)
const sameQuakeMs = 60_000
const sameQuakeDegrees = 0.5

const minuteOf = (at: string): number => Math.floor(Date.parse(at) / 60_000)

export function indexObservation(situation: Situation, item: Observation): void {
  indexAdd(situation.index.observationsByKind, item.kind, item.id)
  if (item.kind === 'earthquake') indexAdd(situation.index.quakesByMinute, minuteOf(item.at), item.id)
}

function remove(situation: Situation, item: Observation): void {
  situation.observation.delete(item.id)
  indexDelete(situation.index.observationsByKind, item.kind, item.id)
  if (item.kind === 'earthquake') indexDelete(situation.index.quakesByMinute, minuteOf(item.at), item.id)
}

/** The earthquake that this statement is another one of: within 60 s and 0.5°, the nearest in time. */
function sameQuake(situation: Situation, event: RecordedEvent<'observation.made'>): Observation | undefined {
  const at = Date.parse(event.time)
  const [x, y] = middle(event.data.geometry)
  let best: Observation | undefined
  for (const minute of [-1, 0, 1]) {
    for (const id of situation.index.quakesByMinute.get(minuteOf(event.time) + minute) ?? []) {
      const other = situation.observation.get(id)
      if (!other) continue
      const [otherX, otherY] = middle(other.geometry)
      const apart = Math.abs(Date.parse(other.at) - at)
      if (
        apart > sameQuakeMs ||
        Math.abs(otherX - x) > sameQuakeDegrees ||
        Math.abs(otherY - y) > sameQuakeDegrees
      )
        continue
      if (!best || apart < Math.abs(Date.parse(best.at) - at)) best = other
    }
  }
  return best
}

export function observationMade(
  situation: Situation,
  touched: Touch[],
  event: RecordedEvent<'observation.made'>,
) {
  const { kind, title, geometry, value, unit, level, details } = event.data
  const before =
    situation.observation.get(event.subject) ??
    (kind === 'earthquake' ? sameQuake(situation, event) : undefined)
  const always: Observation = {
    id: before?.id ?? event.subject,
    seq: event.seq,
    kind,
    title,
    geometry,
    at: event.time,
    source: event.source,
    revisions: (before?.revisions ?? -1) + 1,
  }
  const item = withGiven(always, {
    region: event.region,
    value,
    unit,
    level,
    details: details && before?.details ? { ...before.details, ...details } : (details ?? before?.details),
    earlier: before && [...(before.earlier ?? []), earlier(before, event.time)].slice(-mostEarlier(kind)),
    ahead: isAhead(event) || undefined,
  })
  if (before) remove(situation, before)
  else count(situation, touched, 'observations', kind)
  if (before?.kind !== kind) makeRoom(situation, touched, kind)
  situation.observation.set(item.id, item)
  indexObservation(situation, item)
  touch(situation, touched, 'observation', item.id)
}

function earlier(before: Observation, now: string): NonNullable<Observation['earlier']>[number] {
  const { source, value, seq, at } = before
  return lean<NonNullable<Observation['earlier']>[number]>({
    source,
    seq,
    ...(value !== undefined && { value }),
    ...(at !== now && { at }),
  })
}

function makeRoom(situation: Situation, touched: Touch[], kind: string): void {
  const own = situation.index.observationsByKind.get(kind)
  const isFull = own !== undefined && own.size >= most
  if (!isFull && situation.observation.size < mostInAll) return
  for (const id of isFull ? own : situation.observation.keys()) {
    const oldest = situation.observation.get(id)
    if (oldest) remove(situation, oldest)
    gone(situation, touched, 'observation', id)
    return
  }
}
