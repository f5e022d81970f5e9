import { cut } from '../../shared/audience.ts'
import type { Incident, Warning } from '../../shared/situation/items.ts'
import { createSituation } from '../../shared/situation/situation.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { historyOf } from '../history.ts'
import type { World } from '../worlds.ts'

/** A thing that is told to everybody, and all messages that were ever given out of it, the newest last. */
export interface Message {
  kind: 'incident' | 'warning'
  id: string
  item: Incident | Warning | undefined
  newest: Statement
  earlier: Statement[]
}

export interface Statement {
  seq: number
  recorded: string
}

/** Verified by somebody: what was only reported may be a hoax and goes nowhere. */
export const isPublicIncident = ({ status, level }: Incident): boolean => status !== 'reported' && level > 0

/** Said here, not relayed: a warning of BMKG's is BMKG's to publish. */
const isOwnWarning = ({ own, exercise }: Warning): boolean => own === true && !exercise

const isPublic = (item: Incident | Warning): boolean =>
  'said' in item ? isOwnWarning(item) : isPublicIncident(item)

/** The incidents and warnings of our own that stand, as everybody may see them. */
export function standing({ present }: World, now: number): (Incident | Warning)[] {
  const { incident, warning } = present.situations.wall
  return [
    ...[...incident.values()].filter(isPublicIncident),
    ...[...warning.values()].filter(
      (one) => isOwnWarning(one) && !one.cancelled && Date.parse(one.expires) > now,
    ),
  ]
}

/** What a message says of a thing: while this is the same, there is no other message. */
function saying(item: Incident | Warning): string {
  const { level, hazard, geometry } = item
  if (!('said' in item)) return JSON.stringify([level, hazard, geometry, item.title, item.at])
  const { headline, description, instruction, onset, expires, area, cancelled } = item
  return JSON.stringify([
    ...[level, hazard, geometry, headline, description, instruction, onset, expires, area, cancelled],
  ])
}

const told = new WeakMap<World['log'], Map<string, { seq: number; statements: Statement[] }>>()
const mostTold = 1_000

/** Every message of a thing, from when it became public: the log's own course, folded anew, kept until something is said of it. */
async function statementsOf({ log, registers }: World, id: string): Promise<Statement[]> {
  const kept = told.get(log) ?? new Map<string, { seq: number; statements: Statement[] }>()
  told.set(log, kept)
  const seq = (await registers.seqsOf(id)).at(-1) ?? 0
  const before = kept.get(id)
  if (before?.seq === seq) return before.statements
  const alone = createSituation()
  const statements: Statement[] = []
  let said: string | undefined
  for (const event of await historyOf({ log, seqsOf: registers.seqsOf }, id)) {
    evolve(alone, cut(event, 'wall'))
    const item = alone.warning.get(id) ?? alone.incident.get(id)
    const says = item && isPublic(item) ? saying(item) : undefined
    // What was told and is told no more is over: that is a message too.
    if (says === said) continue
    said = says
    statements.push({ seq: event.seq, recorded: event.recorded })
  }
  kept.delete(id)
  kept.set(id, { seq, statements })
  const [oldest] = kept.keys()
  if (kept.size > mostTold && oldest !== undefined) kept.delete(oldest)
  return statements
}

/** What is to be told of an incident or warning; of one that was told and is closed, that it is over. Nothing of the others. */
export async function messageOf(world: World, id: string): Promise<Message | undefined> {
  const { incident, warning } = world.present.situations.wall
  const item = warning.get(id) ?? incident.get(id)
  if (item && !isPublic(item)) return undefined
  const statements = await statementsOf(world, id)
  const newest = statements.at(-1)
  if (!newest) return undefined
  const [first] = await world.log.read(((await world.registers.seqsOf(id))[0] ?? 1) - 1, 1)
  // A feed may speak under a path of ours; a warning is ours when a person issued it.
  if (first?.type.startsWith('warning.') && first.actor === undefined) return undefined
  const kind = first?.type.startsWith('warning.') ? 'warning' : 'incident'
  return { kind, id, item, newest, earlier: statements.slice(0, -1) }
}
