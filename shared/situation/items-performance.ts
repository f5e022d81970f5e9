import type { Geometry } from '../events/geometry.ts'
import type { Item, Marks } from './item.ts'

export interface Milestone {
  id: string
  title: string
  due: string
  reached?: string
}

export interface Project extends Item, Marks {
  name: string
  agency: string
  budget?: number
  geometry?: Geometry
  region?: string
  start: string
  finish: string
  contractor?: string
  program?: string
  milestones: Milestone[]
  /** Per cent; absent = not reported. */
  planned?: number
  physical?: number
  financial?: number
  asOf?: string
  /** [asOf, planned, physical, financial], oldest first, at most 60. */
  curve: [string, number | null, number | null, number | null][]
}

export interface Indicator extends Item, Marks {
  name: string
  unit: string
  target?: number
  direction: 'up' | 'down'
  agency: string
  cadence?: string
  value?: number
  asOf?: string
  previous?: number
  parts?: Record<string, number>
  byRegion: Record<string, { value: number; asOf: string }>
}

/** What an agency last handed in; the id is the agency's. */
export interface Report extends Item {
  title: string
  at: string
  kind?: string
  count: number
}

export interface Commitment extends Item, Marks {
  agency: string
  title: string
  measure: string
  due: string
  signed: string
  fulfilled?: string
  /** staff */
  signers?: { name: string; role: string }[]
}

export interface Source extends Item {
  owner: string
  title?: string
  credit?: string
  everySeconds: number
  lateAfterSeconds: number
  /** When it was first declared, UTC. */
  declared?: string
  /** When it was last heard, UTC. */
  heard?: string
  /** The time up to which what it said holds, UTC. */
  asOf?: string
  items?: number
  failing?: { reason: string; since: string }
}

export interface Setting extends Item {
  value: unknown
}

export interface Counter extends Item {
  n: Record<string, number>
}

/** One line of what happened last. */
export interface Latest extends Item {
  type: string
  subject: string
  /** What the thing is called. */
  title: string
  time: string
  source: string
  level?: number
  region?: string
  agency?: string
}

/** A photo that a person has let onto the wall; the id is the SHA-256 of its bytes: GET /api/media/ID. */
export interface Media extends Item {
  caption?: string
  /** The id of what it shows. */
  about?: string
  released: string
}
