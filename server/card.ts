import type { NewEvent } from '../shared/events/types.ts'
import { evolve } from '../shared/situation/evolve.ts'
import { createSituation } from '../shared/situation/situation.ts'
import { itemOf } from './decide.ts'
import { historyOf, type HistorySource } from './history.ts'
import type { Log } from './log/log.ts'

/** Whether an event of this type brings back an item that had left the situation. */
export function bringsBack(event: NewEvent): boolean {
  return event.type === 'ticket.reopened' || event.type === 'incident.unmerged'
}

/**
 * The item as it last stood before it was closed, folded from the statements about it and about an incident's tasks;
 * undefined when it was never closed. A merged incident's card also says into which (`mergedInto`).
 */
export async function lastCard(
  log: Log,
  seqsOf: HistorySource['seqsOf'],
  settings: Record<string, unknown>,
  event: NewEvent,
): Promise<Record<string, unknown> | undefined> {
  const alone = createSituation(settings)
  let card: Record<string, unknown> | undefined
  for (const past of await historyOf({ log, seqsOf }, event.subject)) {
    const before = itemOf(alone, event)
    const copy = before && structuredClone(before)
    evolve(alone, past)
    if (itemOf(alone, event)) card = undefined
    else if (copy) card = { ...copy, ...(past.type === 'incident.merged' && { mergedInto: past.data.into }) }
  }
  return itemOf(alone, event) ? undefined : card
}
