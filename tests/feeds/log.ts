import { readEvent } from '../../shared/events/read.ts'
import type { NewEvent } from '../../shared/events/types.ts'
import type { Answer, Refusals } from '../../server/feeds/tell.ts'

/** A small log in memory that answers as the real one does: once per source and id, refusing what it does not understand. */
export function memoryLog() {
  const events: NewEvent[] = []
  const quarantined: Refusals[] = []
  const ids = new Set<string>()
  const log = {
    events,
    quarantined,
    /** Set to make it refuse service, as a full disk does. */
    full: false,
    /** How many statements it was offered that do not fit. */
    refused: 0,
    record: async (told: unknown[]): Promise<Answer> => {
      if (log.full) throw new Error('disk full')
      const answer = {
        recorded: [] as unknown[],
        known: [] as unknown[],
        refused: [] as Answer['refused'][number][],
      }
      for (const value of told) {
        const read = readEvent(value, { received: '2026-01-01T00:00:00Z', reference: () => 'r' })
        if ('problem' in read) {
          log.refused += 1
          answer.refused.push({ id: '', problem: read.problem })
          continue
        }
        const key = `${read.event.source}\n${read.event.id}`
        if (ids.has(key)) answer.known.push(read.event.id)
        else {
          ids.add(key)
          events.push(read.event)
          answer.recorded.push(read.event.id)
        }
      }
      return answer
    },
    quarantine: (refused: Refusals) => void quarantined.push(refused),
    types: () => events.map(({ type }) => type),
    of: (type: NewEvent['type']) => events.filter((event) => event.type === type),
  }
  return log
}
