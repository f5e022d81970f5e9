import { middle, type Geometry } from '../shared/events/geometry.ts'
import { Refusal, refusedFor, type Problem } from '../shared/events/problem.ts'
import { why } from '../shared/events/reasons.ts'
import type { NewEvent } from '../shared/events/types.ts'
import { audienceOf, isPerson, type Caller } from './access/caller.ts'
import { bringsBack, lastCard } from './card.ts'
import { decide } from './decide.ts'
import type { Log } from './log/log.ts'
import type { Present } from './present.ts'

/** What an event is decided and completed by. */
export interface Completing {
  log: Log
  present: Present
  /** The Kemendagri code of the place, or nothing outside the regency. */
  regionAt: (longitude: number, latitude: number) => string | undefined
  /** Whether a photo of that SHA-256 is kept here. */
  mediaKept: (sha256: string) => Promise<boolean>
  /** The seqs of all statements that name a thing, in order. */
  seqsOf: (name: string) => Promise<number[]>
}

/** An event as it is recorded, or why it is not. */
type Completed = NewEvent | { refused: Problem }

/**
 * Decides what has to be decided, and adds what only the server knows: who, where, and the card of an item that comes
 * back. What needs no decision is answered at once: most events wait for nothing.
 */
export function complete(parts: Completing, event: NewEvent, caller: Caller): Completed | Promise<Completed> {
  return isPerson(caller) || bringsBack(event) ? decided(parts, event, caller) : placed(parts, event)
}

async function decided(parts: Completing, event: NewEvent, caller: Caller): Promise<Completed> {
  const { present, log, seqsOf } = parts
  const { setting } = present.situations.staff
  const settings = () => Object.fromEntries([...setting].map(([key, { value }]) => [key, value]))
  let card: Record<string, unknown> | undefined
  try {
    card = bringsBack(event) ? await lastCard(log, seqsOf, settings(), event) : undefined
  } catch (error) {
    // What was said of it cannot be looked up now: this one is refused, its group goes on.
    if (error instanceof Refusal) return { refused: error.problem }
    throw error
  }
  if (isPerson(caller)) {
    const refused =
      decide(present.situations[audienceOf(caller)], event, card, caller) ?? (await missing(parts, event))
    if (refused) return { refused }
  }
  return {
    ...placed(parts, event),
    ...(card && { card }),
    ...(isPerson(caller) && { actor: `${caller.role}:${caller.ref}` }),
  }
}

function placed({ regionAt }: Completing, event: NewEvent): NewEvent {
  if (event.region !== undefined || !('geometry' in event.data)) return event
  const shape = event.data.geometry as Geometry | undefined
  const region = shape && regionAt(...middle(shape))
  return region === undefined ? event : { ...event, region }
}

/** What is let onto the wall has to be there. */
async function missing(
  { mediaKept }: Pick<Completing, 'mediaKept'>,
  event: NewEvent,
): Promise<Problem | undefined> {
  if (event.type !== 'media.released' || (await mediaKept(event.data.sha256))) return undefined
  return refusedFor(
    409,
    'Not possible now',
    why('no-photo', 'there is no such photo here: POST it to /api/media first'),
  )
}
