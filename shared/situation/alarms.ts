import type { RecordedEvent } from '../events/types.ts'
import { dayText, localDay } from '../working-days.ts'
import { count } from './counters.ts'
import type { Alarm } from './items.ts'
import { lean } from './marks.ts'
import { gone, touch, type Situation, type Touch } from './situation.ts'

type Said = RecordedEvent<
  | 'alarm.raised'
  | 'alarm.acknowledged'
  | 'alarm.silenced'
  | 'alarm.shelved'
  | 'alarm.unshelved'
  | 'alarm.returned'
  | 'alarm.cleared'
>

/** The states of ISA-18.2. What stands and was acknowledged sounds again only when it becomes worse. */
export function alarmSaid(situation: Situation, touched: Touch[], event: Said): void {
  if (event.type === 'alarm.raised') return raised(situation, touched, event)
  const alarm = situation.alarm.get(event.subject)
  if (!alarm) return count(situation, touched, 'odd', 'alarm')
  if (event.type === 'alarm.cleared' || isOver(alarm, event.type)) {
    situation.alarm.delete(alarm.id)
    return gone(situation, touched, 'alarm', alarm.id)
  }
  alarm.seq = event.seq
  move(situation, touched, alarm, event)
  touch(situation, touched, 'alarm', alarm.id)
}

/** Back to normal and seen, in either order: it may go. */
function isOver({ state, normal, seen }: Alarm, type: Said['type']): boolean {
  if (type === 'alarm.acknowledged') return state === 'returned' || normal === true
  if (type === 'alarm.returned') return state === 'acknowledged'
  return type === 'alarm.unshelved' && normal === true && seen === true
}

/** Worse than what was acknowledged: a higher level, or another member of a group. */
function isWorse(before: Alarm, { level, members = [] }: RecordedEvent<'alarm.raised'>['data']): boolean {
  if (level > before.level) return true
  const known = new Set(before.members)
  return members.some((id) => !known.has(id))
}

function raised(situation: Situation, touched: Touch[], event: RecordedEvent<'alarm.raised'>): void {
  const before = situation.alarm.get(event.subject)
  const { rule, about, level, message, members, count: size } = event.data
  const again = before?.state === 'acknowledged' && isWorse(before, event.data)
  const sounds = !before || before.state === 'returned' || again
  const isShelved = before?.state === 'shelved'
  const begins = !before || before.state === 'returned' || before.normal === true
  const alarm: Alarm = lean({
    id: event.subject,
    seq: event.seq,
    rule,
    about,
    level,
    message,
    state: sounds ? ('unacknowledged' as const) : before.state,
    raised: before?.raised ?? event.time,
    moved: begins ? event.time : before.moved,
    times: (before?.times ?? 0) + 1,
    rang: sounds ? event.seq : before.rang,
    members: members?.slice(0, 500),
    count: size,
    until: isShelved ? before.until : undefined,
    reason: isShelved ? before.reason : undefined,
    seen: isShelved ? before.seen : undefined,
    acknowledged: sounds ? undefined : before.acknowledged,
    silenced: sounds ? undefined : before.silenced,
    by: sounds ? undefined : before.by,
  })
  situation.alarm.set(alarm.id, alarm)
  count(situation, touched, 'alarms', 'raised')
  count(situation, touched, `alarms/${rule}`, 'raised')
  if (sounds) countSounding(situation, touched, rule)
  touch(situation, touched, 'alarm', alarm.id)
}

function move(
  situation: Situation,
  touched: Touch[],
  alarm: Alarm,
  event: Exclude<Said, { type: 'alarm.raised' | 'alarm.cleared' }>,
): void {
  switch (event.type) {
    case 'alarm.returned':
      if (alarm.state === 'shelved') alarm.normal = true
      else alarm.state = 'returned'
      alarm.moved = event.time
      delete alarm.silenced
      return
    case 'alarm.silenced':
      if (alarm.state !== 'unacknowledged') return
      alarm.silenced = event.time
      return signed(alarm, event)
    case 'alarm.acknowledged':
      unshelve(alarm)
      alarm.state = 'acknowledged'
      alarm.acknowledged = event.time
      return signed(alarm, event)
    case 'alarm.shelved':
      if (alarm.state === 'acknowledged') alarm.seen = true
      if (alarm.state === 'returned') alarm.normal = true
      alarm.state = 'shelved'
      alarm.until = event.data.until
      alarm.reason = event.data.reason
      return signed(alarm, event)
    case 'alarm.unshelved':
      if (alarm.state !== 'shelved') return
      alarm.state = alarm.normal ? 'returned' : 'unacknowledged'
      if (!alarm.normal) {
        alarm.rang = event.seq
        countSounding(situation, touched, alarm.rule)
      }
      delete alarm.acknowledged
      delete alarm.silenced
      return unshelve(alarm)
  }
}

function unshelve(alarm: Alarm): void {
  delete alarm.until
  delete alarm.reason
  delete alarm.normal
  delete alarm.seen
}

/** The wall is not told who: there the actor was cut from the event. */
function signed(alarm: Alarm, { actor }: Said): void {
  if (actor === undefined) delete alarm.by
  else alarm.by = actor
}

const minutesKept = 60
const weeksKept = 8
const minuteMs = 60_000

/** The counter of the minutes in which alarms began to sound. */
export const minutesId = 'alarms/minutes'
export const weekPrefix = 'alarm-week/'

/** The id of the counter of a local week, which begins on Monday; 1970-01-05 was one. */
export function weekId(situation: Pick<Situation, 'index'>, at: number, back = 0): string {
  const day = localDay(at, situation.index.calendar)
  return weekPrefix + dayText(day - ((((day - 4) % 7) + 7) % 7) - back * 7)
}

/** What began to sound: by minute for the operator's budget, by week and rule for the review of rules. */
function countSounding(situation: Situation, touched: Touch[], rule: string): void {
  const at = Date.parse(situation.recorded)
  count(situation, touched, minutesId, situation.recorded.slice(0, 16))
  const n = situation.counter.get(minutesId)?.n ?? {}
  const oldestMinute = new Date(at - minutesKept * minuteMs).toISOString().slice(0, 16)
  for (const minute of Object.keys(n)) if (minute < oldestMinute) delete n[minute]
  const week = weekId(situation, at)
  if (!situation.counter.has(week)) {
    const oldest = weekId(situation, at, weeksKept)
    for (const id of situation.counter.keys()) {
      if (!id.startsWith(weekPrefix) || id > oldest) continue
      situation.counter.delete(id)
      gone(situation, touched, 'counter', id)
    }
  }
  count(situation, touched, week, rule)
}
