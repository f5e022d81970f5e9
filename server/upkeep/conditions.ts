import type { Alarm } from '../../shared/situation/items.ts'
import { system } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import type { World } from '../worlds.ts'

/** Something about the installation itself that needs a person. */
export interface Condition {
  rule: 'ruang-disk' | 'jam-server' | 'penyimpanan' | 'cadangan' | 'sertifikat' | 'pengiriman'
  about: string
  level: 1 | 2 | 3
  message: string
}

type Said = {
  type: 'alarm.raised' | 'alarm.returned'
  subject: string
  data: Record<string, unknown>
}

const rules: ReadonlySet<string> = new Set<Condition['rule']>([
  'ruang-disk',
  'jam-server',
  'penyimpanan',
  'cadangan',
  'sertifikat',
  'pengiriman',
])
const subjectOf = ({ rule, about }: Condition): string => `${rule}:${about}`

/** What must be said so that the alarms agree with what stands: a new condition or a worse level, and what is over. */
export function sayings(conditions: readonly Condition[], alarms: ReadonlyMap<string, Alarm>): Said[] {
  const standing = new Map(conditions.map((one) => [subjectOf(one), one]))
  const raised = [...standing].flatMap(([subject, condition]): Said[] => {
    const alarm = alarms.get(subject)
    if (alarm && alarm.state !== 'returned' && alarm.level >= condition.level) return []
    return [{ type: 'alarm.raised', subject, data: { ...condition } }]
  })
  const over = [...alarms.values()].filter(
    ({ id, rule, state }) => rules.has(rule) && state !== 'returned' && !standing.has(id),
  )
  return [...raised, ...over.map(({ id }) => ({ type: 'alarm.returned' as const, subject: id, data: {} }))]
}

/** Records what the server says of itself. Throws where the log does not take it. */
export async function sayOfItself(world: World, said: readonly Record<string, unknown>[]): Promise<void> {
  if (said.length === 0) return
  const now = world.clock.now()
  const time = new Date(now).toISOString()
  const inputs = said.map((one) => {
    const id = `${String(one['subject'])}-${String(one['type'])}-${now}`
    return { value: { specversion: '1.0', source: '/ruang/server', id, time, ...one }, raw: '' }
  })
  const { refused } = await takeIn(world, { keep: () => [] }, inputs, system)
  if (refused[0]) throw new Error(`${refused[0].id}: ${refused[0].problem.detail}`)
}
