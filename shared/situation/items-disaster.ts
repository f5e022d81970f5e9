import type { proposed } from '../events/tickets.ts'
import type { Geometry } from '../events/geometry.ts'
import type { Item, Marks } from './item.ts'
import type { PeopleEstimate } from './items-relief.ts'

/** One impact figure of a whole incident: as its latest statement has it, or the sum of its areas. */
export interface Figure {
  value: number
  /** Who said so; absent for a sum, and where nobody is named. */
  by?: string
  /** UTC; of a sum: of its oldest part. */
  asOf: string
  /** Sources disagree, and nobody has picked one: from the least to the most they come to. */
  differs?: [least: number, most: number]
  /** A sum: of how many areas. */
  areas?: number
}

/** What one source says of one figure in one area. */
export interface Statement {
  /** The source: whose figure it is, else who sent it. */
  by: string
  /** Whether somebody is named whose figure it is. */
  named?: boolean
  value: number
  asOf: string
  seq: number
  /** Its earlier values, oldest first, at most 6. */
  earlier?: { value: number; asOf: string }[]
}

/** Everything said of one figure, by area; '' is the whole incident. */
export interface Stated {
  said: Record<string, Statement[]>
  /** By area, whose figure a person picked, and the seq of that. */
  picks?: Record<string, { by: string; seq: number }>
}

export interface Incident extends Item, Marks {
  hazard: string
  level: number
  title: string
  geometry: Geometry
  region?: string
  status: 'reported' | 'verified' | 'handled'
  /** When it happened, UTC. */
  at: string
  impact: Record<string, Figure>
  /** What the figures of `impact` come from. */
  figures?: Record<string, Stated>
  /** How many people live in its area, the newest estimate (perkiraan). */
  estimate?: PeopleEstimate
  tasksOpen: number
  tasksDone: number
  /** When it was first assessed (kaji cepat), and when a coordination meeting on it was last held, UTC. */
  assessed?: string
  meeting?: string
  merged?: string[]
  /** The complaints that it was made of. */
  tickets?: string[]
  /** How many notes its journal has. */
  notes?: number
  /** staff: the key message, and when it was given. */
  key?: { note: string; at: string }
  /** staff */
  description?: string
  /** staff: reference into the vault */
  reporter?: string
}

export interface Task extends Item, Marks {
  incident: string
  agency: string
  title: string
  due?: string
  status: 'assigned' | 'acknowledged' | 'progressed'
  assigned: string
  /** When its agency last moved it, UTC. */
  moved: string
  percent?: number
  /** What it waits for, and whom. */
  blocked?: string
  blockedBy?: string
  /** Since when it has been waiting. */
  blockedSince?: string
  escalated?: string
  /** Steps of its agency's chain that were told, since it was given. */
  escalations?: number
  /** When it was recorded: its clock runs from here. */
  given: string
  acknowledged?: string
  /** When its agency first said that it is under way. */
  begun?: string
  step?: string
  cluster?: string
  /** staff: who gave, acknowledged and began it. */
  actors?: { assigned?: string; acknowledged?: string; progressed?: string }
}

export interface Warning extends Item, Marks {
  /** When its newest statement was made, UTC. */
  said: string
  headline: string
  hazard: string
  level: number
  geometry?: Geometry
  onset?: string
  /** UTC; where the issuer gave none, 24 h after the statement. */
  expires: string
  issuer: string
  area?: string
  description?: string
  instruction?: string
  exercise?: boolean
  /** Said here, by nobody's feed: it is ours to publish. */
  own?: true
  /** Under which names its later statements were made, the newest 20. */
  names?: string[]
  /** Set when it was called off: kept until it would have expired, so that a late first statement does not bring it back. */
  cancelled?: boolean
}

/** Revisions of one earthquake by several statements are one observation: the newest is shown, the others are counted. */
export interface Observation extends Item, Marks {
  kind: string
  title: string
  geometry: Geometry
  region?: string
  at: string
  source: string
  value?: number
  unit?: string
  level?: number
  details?: Record<string, unknown>
  revisions: number
  /** The earlier statements, oldest first, at most 8 (of a water level 36); `at` where they spoke of another time. */
  earlier?: { source: string; value?: number; at?: string; seq: number }[]
}

export interface Ticket extends Item, Marks {
  class: string
  category: string
  title: string
  geometry?: Geometry
  region?: string
  channel: string
  agency?: string
  status: 'opened' | 'verified' | 'routed' | 'progressed' | 'answered' | 'held' | 'reopened'
  opened: string
  /** The deadline, UTC, in working days; it stands still while the ticket is held. */
  due: string
  /** When three quarters of its time are over, UTC. */
  soon: string
  /** The working days it is allowed. */
  days: number
  /** The deadline that its source gave. */
  given?: string
  /** When its clock began again. */
  restarted?: string
  held?: string
  /** For what it was held, each from and to in UTC, the newest 20. */
  pauses?: [from: string, to: string][]
  /** Working days of the pauses before those. */
  stood?: number
  /** The calendar changed after it had begun: its deadline before that. */
  recalculated?: string
  /** The agency said that it is not its business, the last one that did. */
  returnedBy?: string
  /** Somebody works on it for the first time, or answered: UTC. */
  responded?: string
  /** The project that it is about. */
  project?: string
  /** Proposals that a person ruled out for it. */
  ruledOut?: (typeof proposed)[number][]
  localStatus?: string
  /** Its reporter asked that nothing of what it says be shown. */
  secret?: boolean
  /** staff */
  description?: string
  /** staff: reference into the vault */
  reporter?: string
  /** staff: photos that came with it, by their SHA-256 or address */
  photos?: string[]
}
