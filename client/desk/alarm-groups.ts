import type { Alarm } from '../../shared/situation/items.ts'

/** Alarms of one rule, those that still want somebody first. */
export interface AlarmGroup {
  rule: string
  alarms: Alarm[]
  /** How many of them nobody has taken. */
  unseen: number
}

const order: Alarm['state'][] = ['unacknowledged', 'returned', 'acknowledged', 'shelved']
const isUnseen = ({ state }: Alarm): boolean => state === 'unacknowledged' || state === 'returned'
const urgent = (a: Alarm, b: Alarm): number =>
  order.indexOf(a.state) - order.indexOf(b.state) || b.level - a.level || (a.raised < b.raised ? 1 : -1)

/**
 * Alarms by rule, as copies: the rule with the most urgent alarm first. Nobody is left out, however many there are; `held`,
 * in whose form somebody writes, stays on top.
 */
export function alarmGroups(alarms: Iterable<Alarm>, held = ''): AlarmGroup[] {
  const first = (a: Alarm, b: Alarm) => Number(b.id === held) - Number(a.id === held) || urgent(a, b)
  const byRule = Map.groupBy(
    [...alarms].map((alarm) => ({ ...alarm })),
    ({ rule }) => rule,
  )
  return [...byRule]
    .map(([rule, members]) => ({
      rule,
      alarms: members.sort(first),
      unseen: members.filter(isUnseen).length,
    }))
    .sort((a, b) => first(a.alarms[0]!, b.alarms[0]!))
}
