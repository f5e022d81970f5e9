import { readEvent } from '../shared/events/read.ts'
import type { Problem } from '../shared/events/problem.ts'
import type { Caller } from './access/caller.ts'
import type { Quarantine, Quarantined } from './quarantine.ts'
import { newReference } from './vault/vault.ts'
import type { World } from './worlds.ts'

/** What became of the statements of one request: `id` is the CloudEvents id as sent. */
export interface RecordAnswer {
  recorded: { id: string; seq: number }[]
  known: { id: string; seq: number }[]
  refused: { id: string; problem: Problem }[]
}

export interface Input {
  value: unknown
  raw: string
}

/** So many statements are read before others get their turn. */
const readAtOnce = 200

/** Checks statements, records the good ones and puts the others into quarantine: never nowhere. */
export async function takeIn(
  world: World,
  quarantine: Quarantine,
  inputs: readonly Input[],
  caller: Caller,
): Promise<RecordAnswer> {
  const answer: RecordAnswer = { recorded: [], known: [], refused: [] }
  const unread: Omit<Quarantined, 'id' | 'received'>[] = []
  const context = { received: new Date(world.clock.now()).toISOString(), reference: newReference }
  const outcomes: Promise<void>[] = []
  for (const [at, { value, raw }] of inputs.entries()) {
    if (at > 0 && at % readAtOnce === 0) await new Promise<void>((resume) => setImmediate(resume))
    const told = readEvent(value, context)
    if ('problem' in told) {
      answer.refused.push({ id: named(value, 'id'), problem: told.problem })
      unread.push({
        world: world.info.name,
        source: named(value, 'source') || caller.ref,
        reason: reasonOf(told.problem),
        raw,
      })
      continue
    }
    const { event, personal } = told
    outcomes.push(
      world.hub.record(event, personal, caller).then((outcome) => {
        if ('recorded' in outcome) answer.recorded.push({ id: event.id, seq: outcome.recorded })
        else if ('known' in outcome) answer.known.push({ id: event.id, seq: outcome.known })
        else answer.refused.push({ id: event.id, problem: outcome.refused })
      }),
    )
  }
  quarantine.keep(unread)
  await Promise.all(outcomes)
  return answer
}

function named(value: unknown, name: 'id' | 'source'): string {
  if (typeof value !== 'object' || value === null) return ''
  const text = (value as Record<string, unknown>)[name]
  return typeof text === 'string' ? text : ''
}

export function reasonOf(refused: Problem): string {
  const fields = (refused.errors ?? []).map(({ field, detail }) => `${field}: ${detail}`)
  return fields.length > 0 ? fields.join('; ') : refused.detail
}
