import { alarmsLately, budgetFigures } from '../../shared/coordination/alarm-budget.ts'
import { alarmRulesOf, type AlarmRule } from '../../shared/coordination/alarm-rules.ts'
import type { Alarm } from '../../shared/situation/items.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { alarmName } from './alarm-name.ts'
import type { Condition } from './condition.ts'
import { looks } from './conditions.ts'
import type { Due, Duty } from './duty.ts'
import { named } from './named.ts'

const mostMembers = 500
const everything = '*'

const isNormal = ({ state, normal }: Alarm): boolean => state === 'returned' || normal === true

/** What one rule has standing, and what it has said of that. */
interface Ruled {
  situation: Situation
  rule: AlarmRule
  now: number
  standing: Map<string, Condition>
  /** Takes one of the alarms that may still begin to sound in these 10 minutes; false when there is none left. */
  mayRing: () => boolean
}

/**
 * The alarms of ISA-18.2 by the rules of the setting `alarmRules`: whatever stands longer than its on-delay has an alarm
 * of its own, or is a member of its rule's one alarm when more than 10 began within 10 minutes.
 */
export const alarms: Duty = {
  name: 'alarms',
  due: (situation, now) => {
    let left = budgetFigures.flood - alarmsLately(situation, now)
    const mayRing = () => left-- > 0
    const said = alarmRulesOf(situation.setting.get('alarmRules')?.value).flatMap((rule) => {
      const look = looks[rule.when]
      if (!look) return []
      const found = rule.enabled ? look(situation, rule, now) : []
      const standing = new Map(found.map((condition) => [condition.about, condition]))
      return obey({ situation, rule, now, standing, mayRing })
    })
    return [...unshelved(situation, now), ...said]
  },
}

function obey(ruled: Ruled): Due[] {
  const { situation, rule, standing, now } = ruled
  const group = situation.alarm.get(alarmName(rule.id, everything))
  const members = new Set(group && !isNormal(group) ? group.members : [])
  const due: Due[] = []
  for (const alarm of situation.alarm.values()) {
    if (alarm.rule !== rule.id || alarm === group || alarm.id !== alarmName(rule.id, alarm.about)) continue
    const condition = standing.get(alarm.about)
    if (!condition && !isNormal(alarm) && passed(alarm.moved, rule.offDelay, now))
      due.push(statement(ruled, 'alarm.returned', alarm.id, {}))
    if (!condition || isNormal(alarm)) continue
    standing.delete(alarm.about)
    const falls = condition.level < alarm.level
    if (condition.level !== alarm.level && (!falls || passed(alarm.moved, rule.offDelay, now)))
      due.push(raise(ruled, condition))
  }
  const fresh = [...standing.values()]
    .filter(({ about, since }) => !members.has(about) && ripe(ruled, about, since))
    .sort((a, b) => b.level - a.level || a.since - b.since)
  // Past what a group can name, it counts: whoever it does not name is in it all the same.
  const full = group && !isNormal(group) && (group.count ?? 0) > mostMembers
  const crowd: Condition[] = []
  for (const condition of fresh) {
    if (!full && crowd.length === 0 && ruled.mayRing()) due.push(raise(ruled, condition))
    else crowd.push(condition)
  }
  return [...due, ...crowdSaid(ruled, group, crowd)]
}

const passed = (since: string, seconds: number, now: number): boolean =>
  now - Date.parse(since) >= seconds * 1000

/** It stands long enough, and where its alarm had just returned, has been standing again long enough. */
function ripe({ situation, rule, now }: Ruled, about: string, since: number): boolean {
  const before = situation.alarm.get(alarmName(rule.id, about))
  const from = before ? Math.max(since, Date.parse(before.moved)) : since
  return !(now - from < rule.onDelay * 1000)
}

/** The one alarm of a rule in a flood: who joins makes it sound anew, who is over leaves it, nobody is lost. */
function crowdSaid(ruled: Ruled, group: Alarm | undefined, crowd: Condition[]): Due[] {
  const { situation, rule, standing, now } = ruled
  const id = alarmName(rule.id, everything)
  const before = group && !isNormal(group) ? (group.members ?? []) : []
  const stay = before.flatMap((about) => standing.get(about) ?? [])
  const all = [...stay, ...crowd]
  if (all.length === 0) {
    if (!group || isNormal(group) || !passed(group.moved, rule.offDelay, now)) return []
    return [statement(ruled, 'alarm.returned', id, {})]
  }
  const level = Math.max(...all.map((condition) => condition.level))
  const same = stay.length === before.length && all.length === group?.count && level === group.level
  if (same && !isNormal(group)) return []
  const names = all.slice(-3).map(({ message, name }) => name ?? message)
  const data = {
    rule: rule.id,
    about: everything,
    level,
    message:
      `${all.length > 1 ? `${all.length} ${within(rule.title)}` : rule.title}: ${names.join('; ')}`.slice(
        0,
        300,
      ),
    members: all.slice(0, mostMembers).map(({ about }) => about),
    count: all.length,
  }
  return [statement({ situation, rule }, 'alarm.raised', id, data)]
}

/** A title within a sentence: '9 tugas lewat batas waktu'; OPD stays OPD. */
const within = (title: string): string =>
  /^\p{Lu}\p{Ll}/u.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title

function raise(ruled: Ruled, { about, level, message }: Condition): Due {
  const data = { rule: ruled.rule.id, about, level, message: message.slice(0, 300) }
  return statement(ruled, 'alarm.raised', alarmName(ruled.rule.id, about), data)
}

/** Named after how often the rule has raised: said again before it stands in the situation, it is the same statement. */
function statement(
  { situation, rule }: Pick<Ruled, 'situation' | 'rule'>,
  type: 'alarm.raised' | 'alarm.returned',
  subject: string,
  data: Record<string, unknown>,
): Due {
  const times = situation.counter.get(`alarms/${rule.id}`)?.n['raised'] ?? 0
  const seq = situation.alarm.get(subject)?.seq ?? 0
  return { id: named(type, times, seq, subject), type, subject, data }
}

/** What was put aside until a moment comes back by itself, whoever raised it. */
function unshelved(situation: Situation, now: number): Due[] {
  return [...situation.alarm.values()]
    .filter(({ state, until }) => state === 'shelved' && until !== undefined && Date.parse(until) <= now)
    .map(({ id, until = '' }) => ({
      id: named('unshelved', until, id),
      type: 'alarm.unshelved',
      subject: id,
      data: {},
    }))
}
