import type { Inject } from '../events/room.ts'
import type { Item } from './item.ts'

/** A duty handover (serah-terima piket): given, and once somebody accepts it, accepted. The newest 20 stay. */
export interface Handover extends Item {
  given: string
  accepted?: string
  /** staff: who takes over, as the giver calls them */
  to?: string
  /** staff */
  note?: string
  /** staff */
  points?: { about: string; text: string }[]
  /** staff: `role:reference` of who gave and who accepted it */
  giver?: string
  taker?: string
}

/** An exercise (gladi): planned beside the real day, run as a world of its own that is called as the exercise. */
export interface Exercise extends Item {
  title: string
  /** Where its clock stands at the start. */
  start: string
  rate: number
  status: 'planned' | 'started' | 'ended' | 'reviewed'
  /** This log is the exercise's own: here its injects are told. */
  here?: boolean
  /** The numbers of the injects that were told. */
  injected: number[]
  /** staff */
  goal?: string
  /** staff */
  injects?: Inject[]
  /** staff */
  findings?: string
}

/** A situation report (laporan situasi): what it says is asked for by its id. The newest 60 stay. */
export interface Sitrep extends Item {
  number: number
  title: string
  asOf: string
  incident?: string
  previous?: string
  status: 'draft' | 'approved'
  approved?: string
  /** Of its seal. */
  code?: string
}
