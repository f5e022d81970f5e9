import type { Stage } from '../events/status.ts'
import type { Item, Marks } from './item.ts'

/** A legal status in force: siaga darurat, tanggap darurat or transisi darurat ke pemulihan. */
export interface Status extends Item, Marks {
  stage: Stage
  hazard: string
  /** The number of the decree that it stands on now. */
  decree: string
  /** The office that signed. */
  signer: string
  /** A day or a moment, as the decree says it. */
  start: string
  end: string
  /** The moment at which it is over, UTC. */
  until: string
  /** Every decree so far, oldest first, at most 20. */
  decrees: string[]
  declared: string
  incident?: string
}

/** A filled seat of the command structure. */
export interface Command extends Item {
  seat: string
  agency?: string
  status?: string
  since: string
  /** staff */
  person?: string
}

export interface Alarm extends Item {
  rule: string
  about: string
  level: number
  message: string
  /** ISA-18.2; `returned`: back to normal and nobody has seen it. */
  state: 'unacknowledged' | 'acknowledged' | 'returned' | 'shelved'
  raised: string
  /** When it last began or ceased to stand, UTC. */
  moved: string
  times: number
  /** The seq of the statement with which it last began to sound. */
  rang?: number
  /** In a flood, one alarm stands for several things: their ids, at most 500, and how many they are. */
  members?: string[]
  count?: number
  /** Shelved: until when and why; whether it is normal meanwhile, and had been acknowledged before. */
  until?: string
  reason?: string
  normal?: true
  seen?: true
  acknowledged?: string
  /** The sound is off; it is not thereby seen. */
  silenced?: string
  /** staff: who acknowledged, silenced or shelved it last */
  by?: string
}
