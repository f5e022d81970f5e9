import type { NewEvent } from '../shared/events/types.ts'
import { evolve } from '../shared/situation/evolve.ts'
import { createSituation } from '../shared/situation/situation.ts'
import { itemOf } from './decide.ts'
import type { Log } from './log/log.ts'

/** More statements than this about one item are not folded anew: the newest count. */
const mostStatements = 1_000

/** Whether an event of this type brings back an item that had left the situation. */
export function bringsBack(event: NewEvent): boolean {
  return event.type === 'ticket.reopened' || event.type === 'incident.unmerged'
}

/**
 * The item as it last stood before it was closed, folded from its own statements; undefined when it was never closed.
 * A merged incident's card also says into which (`mergedInto`).
 */
export async function lastCard(
  log: Log,
  seqs: number[],
  settings: Record<string, unknown>,
  event: NewEvent,
): Promise<Record<string, unknown> | undefined> {
  const alone = createSituation(settings)
  let card: Record<string, unknown> | undefined
  for (const seq of seqs.slice(-mostStatements)) {
    const [past] = await log.read(seq - 1, 1)
    if (!past) continue
    const before = itemOf(alone, past)
    const copy = before && structuredClone(before)
    evolve(alone, past)
    if (itemOf(alone, past)) card = undefined
    else if (copy) card = { ...copy, ...(past.type === 'incident.merged' && { mergedInto: past.data.into }) }
  }
  return itemOf(alone, event) ? undefined : card
}
