import { ask, listOf, type Answer } from './ask.ts'
import { chosenWorld } from './appearance.ts'

/** An act of this page's person. `id` names the statement: told again, it is known and not done twice. */
export interface Act {
  type: string
  subject?: string
  data?: Record<string, unknown>
  /** The seq that the person saw: what changed since is answered with 409 and what stands there. */
  basis?: number | undefined
  id?: string
  region?: string | undefined
  time?: string | undefined
}

/** A name that nobody else gives; also without HTTPS, where there is no randomUUID. */
export function newId(prefix: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9))
  return `${prefix}-${[...bytes].map((byte) => byte.toString(36).padStart(2, '0')).join('')}`
}

/** The event of an act, as it is sent. */
export function eventOf({ id = newId('meja'), ...act }: Act): Record<string, unknown> {
  return { specversion: '1.0', id, source: '/desk', data: {}, ...act }
}

/** Sends events to the world that this page shows, or to `world`. Of several, one that is refused makes the answer a refusal. */
export async function tell(
  events: Record<string, unknown> | Record<string, unknown>[],
  world = chosenWorld,
): Promise<Answer> {
  const query = world === undefined ? '' : `?${new URLSearchParams({ world })}`
  const answer = await ask('POST', `/api/events${query}`, events)
  const problem = listOf(answer.body, 'refused')[0]?.problem
  if (!answer.ok || typeof problem !== 'object' || problem === null) return answer
  const body = problem as Record<string, unknown>
  return { ok: false, status: Number(body.status), body }
}

export function act(one: Act, world?: string): Promise<Answer> {
  return tell(eventOf(one), world ?? chosenWorld)
}
