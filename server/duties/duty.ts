import type { EventType } from '../../shared/events/types.ts'
import type { Situation } from '../../shared/situation/situation.ts'

/** A statement of the schedule: a CloudEvent without what the schedule adds. */
export interface Due {
  /** Named after what it is about and for when, so that saying it again changes nothing. */
  id: string
  type: EventType
  subject: string
  data: Record<string, unknown>
}

/** Something that the clock alone brings about. */
export interface Duty {
  name: string
  /** What is due at `now` (ms UTC of the world) and does not stand in the situation yet; cheap, it is asked every second. */
  due: (situation: Situation, now: number) => Due[]
}
