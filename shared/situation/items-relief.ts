import type { Geometry } from '../events/geometry.ts'
import type { ResourceKind } from '../events/relief.ts'
import type { Item, Marks } from './item.ts'

export type Range = [least: number, most: number]

/** The people of a village; the id is its code. */
export interface Population extends Item {
  people: number
  households?: number
  elderly?: number
  underFives?: number
  /** Households by decile, the poorest first. */
  deciles?: number[]
  asOf: string
  by?: string
}

/** How many people live in the area that an incident touches. */
export interface PeopleEstimate {
  people: Range
  households?: Range
  elderly?: Range
  underFives?: Range
  deciles?: Range[]
  from: 'drawn' | 'buffer' | 'warning' | 'shake'
  villages: number
  partial: number
  unknown: number
  at: string
}

/** One item at one place: what was asked for, what came, what went, what lies there. */
export interface Stock extends Item, Marks {
  item: string
  title: string
  unit: string
  place?: string
  agency?: string
  needed?: number
  received: number
  distributed: number
  inStock: number
  /** Of its newest statement, UTC. */
  asOf: string
}

/** A shelter, a post, a vehicle, a ward: how much of it there is and how much is taken. */
export interface Resource extends Item, Marks {
  kind: ResourceKind
  name: string
  capacity?: number
  used?: number
  geometry?: Geometry
  place?: string
  region?: string
  agency?: string
  asOf: string
}
