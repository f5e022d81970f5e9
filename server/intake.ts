import { agencyCode, categoryCode } from '../shared/written-code.ts'
import { readEvent, type Understood } from '../shared/events/read.ts'
import { problem, type Problem } from '../shared/events/problem.ts'
import type { NewEvent } from '../shared/events/types.ts'
import { settingErrors } from '../shared/settings.ts'
import type { Caller } from './access/caller.ts'
import type { Quarantine, Unread } from './quarantine.ts'
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
  /** The statement as it was sent; of a binary one the body, its headers being `attributes`. */
  raw: string
  attributes?: Record<string, string>
}

/** So many statements are read before others get their turn. */
const readAtOnce = 200

/**
 * Checks statements, puts those that cannot be understood into quarantine (never nowhere), and records the others.
 * Nothing is recorded when the quarantine cannot be written.
 */
export async function takeIn(
  world: World,
  quarantine: Pick<Quarantine, 'keep'>,
  inputs: readonly Input[],
  caller: Caller,
): Promise<RecordAnswer> {
  const answer: RecordAnswer = { recorded: [], known: [], refused: [] }
  const unread: Unread[] = []
  const understood: Understood[] = []
  const context = { received: new Date(world.clock.now()).toISOString(), reference: newReference }
  for (const [at, input] of inputs.entries()) {
    if (at > 0 && at % readAtOnce === 0) await new Promise<void>((resume) => setImmediate(resume))
    const { value } = input
    const told = checked(readEvent(value, context))
    if (!('problem' in told)) {
      nameByCode(told.event, world)
      understood.push(told)
      continue
    }
    const reason = reasonOf(told.problem)
    const source = named(value, 'source') || caller.ref
    answer.refused.push({ id: named(value, 'id'), problem: told.problem })
    // Only now is it looked for in the body.
    const { raw, attributes } = input
    unread.push({ world: world.info.name, source, reason, raw, caller, ...(attributes && { attributes }) })
  }
  if (unread.length > 0) await quarantine.keep(unread)
  const outcomes = await world.hub.recordAll(understood, caller)
  for (const [at, outcome] of outcomes.entries()) {
    const { id } = understood[at]!.event
    if ('recorded' in outcome) answer.recorded.push({ id, seq: outcome.recorded })
    else if ('known' in outcome) answer.known.push({ id, seq: outcome.known })
    else answer.refused.push({ id, problem: outcome.refused })
  }
  return answer
}

/** Sheets and feeds call agencies and categories by their names: the log speaks in codes, so that what is renamed keeps its history. */
function nameByCode(event: NewEvent, world: World): void {
  const { data } = event
  const { setting } = world.present.situations.staff
  const agency = (written: string) => agencyCode(written, setting.get('agencies')?.value)
  if ('agency' in data && data.agency) name(event, 'agency', data.agency, agency(data.agency))
  if ('blockedBy' in data && data.blockedBy) name(event, 'blockedBy', data.blockedBy, agency(data.blockedBy))
  if (event.type !== 'ticket.opened') return
  const { category } = event.data
  name(event, 'category', category, categoryCode(category, setting.get('categories')?.value))
}

/** The data may be the sender's own: what is named otherwise is a copy. */
function name(event: NewEvent, field: string, written: string, code: string): void {
  if (code !== written) Object.assign(event, { data: { ...event.data, [field]: code } })
}

/** A setting that the product knows is taken in its shape alone; the fold itself stays total and takes any. */
function checked(told: ReturnType<typeof readEvent>): ReturnType<typeof readEvent> {
  if ('problem' in told || told.event.type !== 'setting.changed') return told
  const { key, value } = told.event.data
  const errors = settingErrors(key, value, ['data', 'value'])
  return errors.length === 0
    ? told
    : { problem: problem(422, 'Event not understood', 'the setting is wrong', { errors }) }
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
