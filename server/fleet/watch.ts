import { screenRule } from '../../shared/life.ts'
import type { Alarm } from '../../shared/situation/items.ts'
import { system } from '../access/caller.ts'
import { takeIn } from '../intake.ts'
import type { Parts } from '../parts.ts'

const everyMs = 1_000
/** Waspada: nothing is lost, and somebody must go and look. */
const level = 1
interface Said {
  type: 'alarm.raised' | 'alarm.returned' | 'alarm.cleared'
  subject: string
  data: Record<string, unknown>
}

/** The alarm about a screen that stands, so that what is true is compared with what was said, also after a restart. */
const subjectOf = (screen: string): string => `${screenRule}:${screen}`

/** What must be said so that the alarms agree with the screens. */
export function due(
  screens: readonly { id: string; name: string }[],
  stateOf: (screen: string) => 'alive' | 'behind' | 'dead' | undefined,
  alarms: ReadonlyMap<string, Alarm>,
): Said[] {
  const said = screens.flatMap(({ id, name }): Said[] => {
    const subject = subjectOf(id)
    const alarm = alarms.get(subject)
    const stands = alarm !== undefined && alarm.state !== 'returned'
    const state = stateOf(id)
    if (state === 'dead' && !stands) {
      const data = { rule: screenRule, about: id, level, message: `Layar ${name} tidak melapor` }
      return [{ type: 'alarm.raised', subject, data }]
    }
    if (state !== undefined && state !== 'dead' && stands)
      return [{ type: 'alarm.returned', subject, data: {} }]
    return []
  })
  const known = new Set(screens.map(({ id }) => id))
  const orphans = [...alarms.values()].filter(({ rule, about }) => rule === screenRule && !known.has(about))
  return [...said, ...orphans.map(({ id }) => ({ type: 'alarm.cleared' as const, subject: id, data: {} }))]
}

/** Tells the room which paired screens fell silent and which came back; answers how to stop. */
export function watchFleet({ access, life, worlds, logger, outage }: Parts): () => Promise<void> {
  let underWay: Promise<unknown> | undefined
  const look = async (): Promise<void> => {
    const world = worlds.find()
    if (!world) return
    const now = world.clock.now()
    const { alarm } = world.present.situations.staff
    const time = new Date(now).toISOString()
    const inputs = due(access.screens.list(), (screen) => life.state(screen), alarm).map((told) => {
      const id = `${told.subject}-${told.type}-${now}`
      return { value: { specversion: '1.0', source: '/ruang/layar', id, time, ...told }, raw: '' }
    })
    if (inputs.length === 0) return
    const { refused } = await takeIn(world, { keep: () => [] }, inputs, system)
    for (const { id, problem } of refused) logger.error({ id, problem }, 'a silent screen could not be told')
  }
  const timer = setInterval(() => {
    underWay ??= look()
      .catch((error: unknown) => {
        if (!outage.isOne(error)) logger.error({ error: String(error) }, 'silent screens could not be told')
      })
      .finally(() => (underWay = undefined))
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
