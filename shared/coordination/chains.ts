import * as z from 'zod'
import { id, line } from '../events/fields.ts'
import type { Task } from '../situation/items.ts'
import type { Situation } from '../situation/situation.ts'

const seconds = z
  .int()
  .min(30)
  .max(7 * 86_400)

/** Who is told next of a task that nobody acknowledges: an office, and after how many seconds, by the incident's level 0 to 3. */
const step = z.object({ to: line, after: z.tuple([seconds, seconds, seconds, seconds]) })
type ChainStep = z.infer<typeof step>

/** The setting `chains`: steps by agency, `*` for the rest; the seconds of a step count from the step before. */
export const chains = z.record(id, z.array(step).max(20))

const none: readonly ChainStep[] = []
const kept = new WeakMap<object, z.infer<typeof chains>>()

function chainOf(value: unknown, agency: string): readonly ChainStep[] {
  if (typeof value !== 'object' || value === null) return none
  let read = kept.get(value)
  if (!read) {
    read = chains.safeParse(value).data ?? {}
    kept.set(value, read)
  }
  return (Object.hasOwn(read, agency) ? read[agency] : read['*']) ?? none
}

interface Escalation {
  /** From 1. */
  step: number
  to: string
  /** When its time comes, ms UTC. */
  at: number
}

/** The whole chain of a task with the moments at which each office is told, as long as nobody acknowledges it. */
export function chainFor(situation: Situation, task: Task): Escalation[] {
  const level = Math.min(3, Math.max(0, situation.incident.get(task.incident)?.level ?? 1))
  let at = Date.parse(task.given)
  return chainOf(situation.setting.get('chains')?.value, task.agency).map(({ to, after }, index) => {
    at += (after[level] ?? 0) * 1000
    return { step: index + 1, to, at }
  })
}
