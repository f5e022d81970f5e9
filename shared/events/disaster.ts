import * as z from 'zod'
import { id, instant, level, line, personal, photo, prose, staff } from './fields.ts'
import { impact, regionCode } from './figures.ts'
import { geometry } from './geometry.ts'

const note = staff(prose.optional())

export const disaster = {
  'observation.made': z.object({
    kind: z
      .string()
      .regex(/^[a-z][a-z0-9-]{1,40}$/, 'must be a word such as earthquake, hotspot, flood-report'),
    geometry,
    value: z.number().optional(),
    unit: z.string().max(32).optional(),
    level: level.optional(),
    title: line,
    /** earthquake: magnitude, depthKm, place, tsunami, felt. */
    details: z.looseObject({}).optional(),
  }),
  'incident.reported': z.object({
    hazard: id,
    level,
    title: line,
    geometry,
    description: staff(prose.optional()),
    reporter: personal(),
    address: personal(),
    victims: personal(),
    channel: z.string().max(64).optional(),
    observations: z.array(id).max(100).optional(),
    /** The complaints that it was made of. */
    tickets: z.array(id).max(500).optional(),
    photos: staff(z.array(photo).max(20).optional()),
  }),
  'incident.verified': z.object({ note, level: level.optional(), title: line.optional() }),
  'incident.assessed': z.object({
    level: level.optional(),
    title: line.optional(),
    impact: impact.optional(),
    /** Whose figures these are. */
    by: line.optional(),
    /** Of which area the figures are; left out: of the whole incident. */
    region: regionCode.optional(),
    asOf: instant.optional(),
    geometry: geometry.optional(),
    victims: personal(),
    note,
  }),
  'incident.resolved': z.object({ note }),
  'incident.rejected': z.object({ note, reason: line.optional() }),
  'incident.merged': z.object({ into: id, note }),
  'incident.unmerged': z.object({ note }),
  'task.assigned': z.object({
    incident: id,
    agency: id,
    title: line,
    due: instant.optional(),
    /** The step of the template that it was opened from, and its cluster (klaster). */
    step: id.optional(),
    cluster: line.optional(),
    note,
  }),
  'task.acknowledged': z.object({ note }),
  'task.progressed': z.object({
    note,
    percent: z.number().min(0).max(100).optional(),
    /** What it waits for, and whom: an agency's code or another's name. Left out: it moves. */
    blocked: line.optional(),
    blockedBy: id.optional(),
  }),
  'task.completed': z.object({ note, photos: staff(z.array(photo).max(20).optional()) }),
  /** `step`: which step of the agency's chain, from 1. */
  'task.escalated': z.object({
    note,
    to: line.optional(),
    step: z.number().int().min(1).max(20).optional(),
  }),
}

const warning = z.object({
  headline: line,
  hazard: id,
  level,
  geometry: geometry.optional(),
  onset: instant.optional(),
  expires: instant.optional(),
  issuer: line,
  area: z.string().max(2000).optional(),
  description: z.string().max(20_000).optional(),
  instruction: z.string().max(20_000).optional(),
  /** CAP status other than Actual: never sounds. */
  status: z.enum(['actual', 'exercise', 'system', 'test', 'draft']).optional(),
  language: z.string().max(35).optional(),
  /** The statement's own name where it is not the subject: a later one may refer to this one alone. */
  identifier: id.optional(),
  /** The statements that this one replaces or calls off. */
  references: z.array(z.string().max(512)).max(200).optional(),
  web: z.string().max(2048).optional(),
})

export const warnings = {
  'warning.issued': warning,
  'warning.updated': warning.partial(),
  'warning.cancelled': warning.partial().extend({ note: staff(prose.optional()) }),
}
