import type * as z from 'zod'
import { audit, auditTypes, type AuditType } from './audit.ts'
import { disaster, warnings } from './disaster.ts'
import type { Envelope, Recorded } from './envelope.ts'
import { governance } from './governance.ts'
import { media } from './media.ts'
import { operations, performance } from './performance.ts'
import { relief } from './relief.ts'
import { sitrep } from './sitrep.ts'
import { status } from './status.ts'
import { room } from './room.ts'
import { tickets } from './tickets.ts'

/** The data of every event type: the schema is the type is the validator. */
export const eventData = {
  ...disaster,
  ...warnings,
  ...tickets,
  ...performance,
  ...operations,
  ...status,
  ...relief,
  ...sitrep,
  ...governance,
  ...media,
  ...room,
  ...audit,
}

export type EventType = keyof typeof eventData
/** Types that change the situation. */
export type FoldedType = Exclude<EventType, AuditType>
export type EventData<T extends EventType = EventType> = z.infer<(typeof eventData)[T]>

/** An event as it was told and understood: CloudEvents attributes and checked data. */
export type NewEvent<T extends EventType = EventType> = {
  [K in T]: Envelope & { type: K; data: EventData<K> }
}[T]

/** An event as it stands in the log. */
export type RecordedEvent<T extends EventType = EventType> = {
  [K in T]: Envelope & Recorded & { type: K; data: EventData<K> }
}[T]

/** Types that bring a new thing: their subject may be left out. The others name the thing they happened to. */
export const births: ReadonlySet<EventType> = new Set<EventType>([
  'observation.made',
  'incident.reported',
  'task.assigned',
  'warning.issued',
  'ticket.opened',
  'project.registered',
  'milestone.reached',
  'indicator.defined',
  'report.submitted',
  'commitment.signed',
  'commitment.drafted',
  'plan.set',
  'decision.requested',
  'seal.made',
  'sealkey.published',
  'report.reminded',
  'sitrep.drafted',
  'alarm.raised',
  'population.counted',
  'stock.changed',
  'resource.reported',
  'status.declared',
  'meeting.held',
  'command.assigned',
  'setting.changed',
  'media.released',
  'media.withheld',
  'vault.read',
  'handover.given',
  'exercise.planned',
])

/** What the server alone says: its notes of the doors, a signature given at its own route, a reminder by the clock. */
export const saidByServer: ReadonlySet<string> = new Set<string>([
  ...auditTypes,
  'seal.made',
  'sealkey.published',
  'report.reminded',
  'sitrep.drafted',
  'sitrep.approved',
])

export function isEventType(name: string): name is EventType {
  return Object.hasOwn(eventData, name)
}
