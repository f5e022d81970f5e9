import { readEvent } from '../../shared/events/read.ts'
import type { EventType, NewEvent, RecordedEvent } from '../../shared/events/types.ts'
import { evolve } from '../../shared/situation/evolve.ts'
import { createSituation, type Situation } from '../../shared/situation/situation.ts'

export interface Statement {
  type: EventType
  subject: string
  data?: Record<string, unknown>
  time?: string
  /** When it was recorded; otherwise when the one before it was. */
  recorded?: string
  card?: Record<string, unknown>
}

/** A situation that is told statements one by one, read as a sender's are. */
export class Room {
  readonly situation: Situation
  #recorded = '2026-03-30T02:00:00.000Z'

  constructor(first: Record<string, unknown> = {}) {
    this.situation = createSituation(first)
  }

  tell(...statements: Statement[]): this {
    for (const { recorded, card, ...statement } of statements) {
      this.#recorded = recorded ?? this.#recorded
      const seq = this.situation.seq + 1
      const whole = { specversion: '1.0', id: `e${seq}`, source: '/test', ...statement }
      const event = {
        ...understood(whole, this.#recorded),
        ...(card && { card }),
        seq,
        recorded: this.#recorded,
      }
      evolve(this.situation, event as RecordedEvent)
    }
    return this
  }

  count(counter: string): Record<string, number> | undefined {
    return this.situation.counter.get(counter)?.n
  }
}

function understood(input: unknown, received: string): NewEvent {
  const answer = readEvent(input, { received, reference: () => 'v_test' })
  if ('problem' in answer) throw new Error(JSON.stringify(answer.problem))
  return answer.event
}

export const point = (longitude: number, latitude: number) => ({
  type: 'Point' as const,
  coordinates: [longitude, latitude],
})
