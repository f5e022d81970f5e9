import fc from 'fast-check'
import type { AuditType } from '../../shared/events/audit.ts'
import { record, type Data } from './record.ts'

/** Who did what the server notes. */
const by = fc.constant('operator:k_secret')
const text = fc.constantFrom('k_secret', 'Ruang Pantau')
const subject = fc.constantFrom('a', 'b', '__proto__')

/** The data of each type that the server notes; no wall gets a field of it. */
export const auditData: Record<AuditType, Data> = {
  'vault.read': record({ reference: subject, reason: text, by }),
  'session.started': record({ way: fc.constantFrom('password', 'oidc', 'link') }),
  'session.refused': record({ door: text }, { address: fc.constant('v_1') }),
  'session.ended': record({ by }),
  'person.invited': record({ role: text, by }),
  'person.changed': record({ role: text, by }),
  'person.removed': record({ by }),
  'screen.paired': record({ name: text, place: text, by }),
  'screen.changed': record({ name: text, place: text, by }),
  'screen.revoked': record({ reason: text, by }),
  'target.created': record({ channel: fc.constantFrom('webhook', 'mail'), name: text, by }),
  'target.removed': record({ by }),
  'key.created': record({ name: text, role: text, by }),
  'key.revoked': record({ by }),
  'vault.erased': record({ reference: subject, reason: text, by }),
  'export.made': record(
    { what: fc.constantFrom('audit', 'configuration', 'timeline'), by },
    { rows: fc.nat() },
  ),
}
