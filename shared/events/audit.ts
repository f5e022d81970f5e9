import * as z from 'zod'
import { id, line, personal, staff } from './fields.ts'

/** Who did it: `role:reference` as in `actor`, or what of the server did. */
const by = staff(line)
const role = staff(z.string().max(80))

/** What the server itself notes of doors and vault: folds to nothing, and the wall gets no field of it. */
export const audit = {
  'vault.read': z.object({ reference: staff(id), reason: staff(line), by }),
  'vault.erased': z.object({ reference: staff(id), reason: staff(line), by }),
  /** What was given out as a file: how many rows, where it has rows. */
  'export.made': z.object({
    what: staff(z.enum(['audit', 'configuration', 'timeline'])),
    rows: staff(z.number().int().min(0).optional()),
    by,
  }),
  'session.started': z.object({ way: staff(z.enum(['password', 'oidc', 'link'])) }),
  /** Somebody was refused at a door: noted once per address and 10 minutes, however often it was tried. */
  'session.refused': z.object({ door: staff(z.string().max(40)), address: personal() }),
  'session.ended': z.object({ by }),
  'person.invited': z.object({ role, by }),
  'person.changed': z.object({ role, by }),
  'person.removed': z.object({ by }),
  'screen.paired': z.object({ name: staff(line), place: staff(line), by }),
  'screen.changed': z.object({ name: staff(line), place: staff(line), by }),
  'screen.revoked': z.object({ reason: staff(line), by }),
  'target.created': z.object({ channel: staff(z.enum(['webhook', 'mail'])), name: staff(line), by }),
  'target.removed': z.object({ by }),
  'key.created': z.object({ name: staff(line), role, by }),
  'key.revoked': z.object({ by }),
}

export type AuditType = keyof typeof audit

/** Types that only the server itself says; they fold to nothing. */
export const auditTypes: ReadonlySet<string> = new Set(Object.keys(audit))

export function isAudit<E extends { type: string }>(event: E): event is Extract<E, { type: AuditType }> {
  return auditTypes.has(event.type)
}
