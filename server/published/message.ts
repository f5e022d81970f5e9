import type { Incident, Warning } from '../../shared/situation/items.ts'
import type { World } from '../worlds.ts'

/** A thing that is told to everybody, and its statements: the first, and the newest that changed it. */
export interface Message {
  kind: 'incident' | 'warning'
  id: string
  item: Incident | Warning | undefined
  first: Statement
  newest: Statement
}

export interface Statement {
  seq: number
  recorded: string
}

/** Verified by somebody: what was only reported may be a hoax and goes nowhere. */
export const isPublicIncident = ({ status, level }: Incident): boolean => status !== 'reported' && level > 0

/** Said here, not relayed: a warning of BMKG's is BMKG's to publish. */
export const isOwnWarning = ({ own, exercise }: Warning): boolean => own === true && !exercise

const closes = new Set(['incident.resolved', 'incident.rejected', 'incident.merged'])

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

/** What is to be told of an incident or warning; of one that was told and is closed, that it is over. Nothing of the others. */
export async function messageOf(world: World, id: string): Promise<Message | undefined> {
  const { incident, warning } = world.present.situations.wall
  const seqs = world.subjects.seqsOf(id)
  const [first] = seqs
  if (first === undefined) return undefined
  const item = warning.get(id) ?? incident.get(id)
  if (item && !('said' in item ? isOwnWarning(item) : isPublicIncident(item))) return undefined
  const last = item?.seq ?? seqs.at(-1) ?? first
  const [[begun], [changed]] = await Promise.all([world.log.read(first - 1, 1), world.log.read(last - 1, 1)])
  if (!begun || !changed) return undefined
  // A feed may speak under a path of ours; a warning is ours when a person issued it.
  if (begun.type.startsWith('warning.') && begun.actor === undefined) return undefined
  const kind = item && 'said' in item ? 'warning' : 'incident'
  if (!item && !(closes.has(changed.type) && (await wasVerified(world, seqs)))) return undefined
  const [at, until] = [begun, changed].map(({ seq, recorded }) => ({ seq, recorded }))
  return at && until && { kind, id, item, first: at, newest: until }
}

async function wasVerified({ log }: World, seqs: number[]): Promise<boolean> {
  for (const seq of seqs.slice(0, 100)) {
    const [event] = await log.read(seq - 1, 1)
    if (event?.type === 'incident.verified') return true
  }
  return false
}
