import type { Geometry } from '../events/geometry.ts'
import type { Item, Marks } from './item.ts'

export interface Milestone {
  id: string
  title: string
  due?: string
  reached?: string
  /** Where the photo that proves it was taken. */
  at?: Geometry
}

export interface Project extends Item, Marks {
  name: string
  agency: string
  budget?: number
  geometry?: Geometry
  region?: string
  /** Empty where nobody said. */
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
  status?: string
  /** The planned curve: [day, per cent], oldest first. */
  plan?: [string, number][]
  /** staff: the photos that prove its milestones, by their ids. */
  photos?: Record<string, string>
  /** Rupiah. */
  spent?: number
  /** The last show-cause meeting. */
  scm?: { stage: number; held: string }
  blocked?: string
  blockedSince?: string
  blockedBy?: string
  /** [asOf, planned, physical, financial], oldest first, at most 60. */
  curve: [string, number | null, number | null, number | null][]
}

/** [day, value], the oldest first; null where nothing was reported. */
export type Course = [string, number | null][]

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
  /** The whole of which it is a share. */
  shareOf?: string
  /** The day for which nothing was reported, newer than `asOf`. */
  unreported?: string
  /** [asOf, value] of the whole regency, the oldest first, at most 24; null: for that day nothing was reported. */
  trend?: Course
  /** The last values of each area, as `trend`, at most 8. */
  courses?: Record<string, Course>
  byRegion: Record<string, { value: number; asOf: string; previous?: number }>
}

/** What an agency last handed in; the id is the agency's. */
export interface Report extends Item {
  title: string
  at: string
  kind?: string
  count: number
  /** When each of its reports was handed in, by kind ('' without one), newest last, at most 40 of 20 kinds. */
  handed?: Record<string, string[]>
  /** The reminders that went out for what is due, by kind. */
  reminded?: Record<string, { due: string; step: ReminderStep }>
}

export type ReminderStep = 'pic' | 'head' | 'sekda'

export interface Commitment extends Item, Marks {
  agency: string
  title: string
  measure: string
  due: string
  signed: string
  fulfilled?: string
  /** staff */
  signers?: { name: string; role: string }[]
  cluster?: string
  agenda?: string
  target?: number
  unit?: string
  /** Who has to sign; while one is missing, `signed` is empty and nothing is promised. */
  presenters?: { role: string; agency?: string }[]
  /** The signatures given, by the presenter's place. */
  seals?: { code: string; sealed: string; presenter?: number }[]
}

/** One line of the plan, RPJMD down to target. */
export interface Plan extends Item {
  level: 'rpjmd' | 'rkpd' | 'program' | 'kegiatan' | 'target'
  code: string
  name: string
  parent?: string
  agency?: string
  measure?: string
  unit?: string
  target?: number
  start?: string
  finish?: string
  budget?: number
}

/** What waits for the executive, or was decided lately. */
export interface Decision extends Item, Marks {
  title: string
  /** staff */
  text?: string
  agency?: string
  about?: string
  due?: string
  requested: string
  choice?: 'approved' | 'rejected' | 'deferred'
  decided?: string
  /** When a deferred one comes back, as it was said: a day or a moment. */
  until?: string
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
  /** Of a task: the incident that it is for. */
  about?: string
}

/** A photo that a person has let onto the wall; the id is the SHA-256 of its bytes: GET /api/media/ID. */
export interface Media extends Item {
  caption?: string
  /** The id of what it shows. */
  about?: string
  released: string
}
