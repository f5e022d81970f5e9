import { auditRegister } from './audit.ts'
import type { RegisterKind } from './register.ts'
import { subjectRegister } from './subjects.ts'
import { ticketRegister } from './tickets.ts'

/** Every register of a world. */
export const registerKinds: readonly RegisterKind[] = [subjectRegister, auditRegister, ticketRegister]
