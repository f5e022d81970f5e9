import { Refusal } from '../../shared/events/problem.ts'
import type { EventData } from '../../shared/events/types.ts'
import { homeWorld } from '../guests.ts'
import { say } from '../say.ts'
import type { Worlds } from '../worlds.ts'

/** What the doors note: events that fold to nothing and reach no wall. */
type Noted =
  | 'session.started'
  | 'session.refused'
  | 'session.ended'
  | 'person.invited'
  | 'person.changed'
  | 'person.removed'
  | 'screen.paired'
  | 'screen.changed'
  | 'screen.revoked'
  | 'target.created'
  | 'target.removed'
  | 'key.created'
  | 'key.revoked'
  | 'export.made'

/** Writes what happens at the doors into the real world's log; where there is none, as in the demo, into the first exercise's. */
export class Journal {
  readonly #worlds: () => Worlds

  constructor(worlds: () => Worlds) {
    this.#worlds = worlds
  }

  /** Resolves once it stands in the log, of the home world unless another is given; `time` where it was before. Rejects where it cannot be written. */
  async note<T extends Noted>(
    type: T,
    subject: string,
    data: EventData<T>,
    world = homeWorld(this.#worlds()),
    time?: string,
  ): Promise<void> {
    if (!world) return
    const said = { type, subject, data, ...(time && { time }) }
    // Not the caller's fault, whoever it is.
    await say(world, said).catch((error: unknown) => {
      throw error instanceof Refusal ? new Error(`${type} was refused: ${error.message}`) : error
    })
  }
}
