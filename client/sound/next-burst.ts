import type { Alarm } from '../../shared/situation/items.ts'
import { shapes } from './shapes.ts'

/** What was said last: of which level, and when (ms of a steady clock). */
export interface Said {
  level: number
  at: number
}

/** The gravest level of the alarms that nobody has taken; 0 where there is none. What was shelved or taken is silent. */
export function loudest(alarms: Iterable<Pick<Alarm, 'state' | 'level'>>): number {
  let level = 0
  for (const alarm of alarms) if (alarm.state === 'unacknowledged') level = Math.max(level, alarm.level)
  return level
}

/**
 * In how many ms an alarm is to sound, `level` being the gravest that nobody has taken; undefined: not at all. What is new
 * or graver sounds at once, what stands is said again at the pace of its level, and a silenced screen waits.
 */
export function nextBurst(
  level: number,
  said: Said | undefined,
  silentForMs: number,
  at: number,
): number | undefined {
  const shape = shapes[level]
  if (!shape) return undefined
  const due = !said || level > said.level ? 0 : said.at + shape.everySeconds * 1000 - at
  return Math.max(0, silentForMs, due)
}

/** Whether the test tone is due: in the minute (of the site's clock, 08.00) that the setting names, once. */
export function testDue(shown: string, wanted: string, now: number, tested: number | undefined): boolean {
  return shown === wanted && (tested === undefined || Math.abs(now - tested) > 90_000)
}
