import { system } from './access/caller.ts'
import type { Duty } from './duties/duty.ts'
import { duties } from './duties/index.ts'
import { exerciseOver } from './exercise-over.ts'
import { takeIn } from './intake.ts'
import type { Parts } from './parts.ts'
import type { World } from './worlds.ts'

const everyMs = 1_000
const source = '/ruang/jadwal'

/**
 * What acts on the clock: looks at every world once a second, by that world's own clock, and records what is due as
 * the server's statements. A duty names its statements after what they are about, so none is told twice, also not
 * after a restart. Answers how to stop.
 */
export function startSchedule(
  { worlds, quarantine, logger, outage }: Pick<Parts, 'worlds' | 'quarantine' | 'logger' | 'outage'>,
  all: readonly Duty[] = duties,
): () => Promise<void> {
  const underWay = new Map<World, Promise<void>>()
  const look = async (world: World): Promise<void> => {
    if (exerciseOver(world.present.situations.staff)) return
    const now = world.clock.now()
    const due = all.flatMap((duty) => duty.due(world.present.situations.staff, now))
    if (due.length === 0) return
    const inputs = due.map((told) => {
      const value = { specversion: '1.0', source, time: new Date(now).toISOString(), ...told }
      return { value, raw: JSON.stringify(value) }
    })
    const { refused } = await takeIn(world, quarantine, inputs, system)
    for (const { id, problem } of refused) logger.error({ id, problem }, 'the schedule said what cannot be')
  }
  const timer = setInterval(() => {
    for (const world of worlds.all()) {
      if (underWay.has(world)) continue
      const looking = look(world)
        .catch((error: unknown) => {
          if (!outage.isOne(error)) logger.error({ error: String(error) }, 'the schedule could not write')
        })
        .finally(() => underWay.delete(world))
      underWay.set(world, looking)
    }
  }, everyMs)
  timer.unref()
  return async () => {
    clearInterval(timer)
    await Promise.all(underWay.values())
  }
}
