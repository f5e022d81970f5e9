import type { Alarm, Command, Status } from './items-coordination.ts'
import type { Incident, Observation, Task, Ticket, Warning } from './items-disaster.ts'
import type { Population, Resource, Stock } from './items-relief.ts'
import type { Exercise, Handover, Sitrep } from './items-room.ts'
import type {
  Commitment,
  Counter,
  Decision,
  Indicator,
  Latest,
  Media,
  Plan,
  Project,
  Report,
  Setting,
  Source,
} from './items-performance.ts'

export type * from './item.ts'
export type * from './items-coordination.ts'
export type * from './items-disaster.ts'
export type * from './items-performance.ts'
export type * from './items-relief.ts'
export type * from './items-room.ts'

export interface Items {
  incident: Incident
  task: Task
  warning: Warning
  observation: Observation
  ticket: Ticket
  project: Project
  indicator: Indicator
  report: Report
  commitment: Commitment
  plan: Plan
  decision: Decision
  source: Source
  alarm: Alarm
  status: Status
  command: Command
  population: Population
  stock: Stock
  resource: Resource
  sitrep: Sitrep
  setting: Setting
  media: Media
  handover: Handover
  exercise: Exercise
  counter: Counter
  latest: Latest
}

export type Kind = keyof Items

export const kinds: readonly Kind[] = [
  'incident',
  'task',
  'warning',
  'observation',
  'ticket',
  'project',
  'indicator',
  'report',
  'commitment',
  'plan',
  'decision',
  'source',
  'alarm',
  'status',
  'command',
  'population',
  'stock',
  'resource',
  'sitrep',
  'setting',
  'media',
  'handover',
  'exercise',
  'counter',
  'latest',
]
