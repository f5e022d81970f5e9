import * as z from 'zod'
import { longestPassword, shortestPassword } from '../access/auth-names.ts'
import { isRole, type Role } from '../access/caller.ts'

const password = z.string().min(1).max(longestPassword)
const newPassword = z.string().min(shortestPassword).max(longestPassword)
const token = z.string().min(20).max(100).describe('Of the one-time link: what stands behind its #')
const oneLine = z
  .string()
  .trim()
  .min(1)
  .regex(/^\P{Cc}*$/u, 'must be one line of text')
const personName = oneLine.max(120)
const email = z.email().max(200).toLowerCase()
const line = oneLine.max(80)
const client = z.string().max(60).optional()
const globs = z.array(z.string().min(1).max(200)).max(100).optional()

const anyRole = z.string().refine((text): text is Role => isRole(text), {
  error: 'must be feeder, operator, executive, agency:CODE, display or admin',
})
/** What a person may be; a display pairs, a feeder has a key. */
const personRole = anyRole.refine((role) => role !== 'feeder' && role !== 'display', {
  error: 'must be executive, operator, agency:CODE or admin',
})

export const credentials = z.object({ email, password })
export const oneTimeCode = z.object({ code: z.string().trim().min(6).max(40) })
export const authenticatorCode = z.object({ code: z.string().regex(/^\d{6}$/, 'must be six digits') })
export const linkToken = z.object({ token })
export const welcome = z.object({ token, name: personName.optional(), password: newPassword })
export const ownName = z.object({ name: personName })
export const ownPassword = z.object({ password })
export const passwordChange = z.object({ password, next: newPassword })
export const invitation = z.object({ email, name: personName, role: personRole })
export const roleChange = z.object({ role: personRole })

export const newKey = z.object({
  name: personName,
  role: anyRole,
  sources: globs.describe('Globs over the events’ source that a feeder may speak for'),
  types: globs.describe('Globs over the types that a feeder may say'),
  days: z.int().min(1).max(36_500).optional(),
})

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'
export const codeRequest = z.object({ client_id: client, scope: client })
export const tokenRequest = z.object({
  grant_type: z.literal(deviceGrant),
  device_code: z.string().max(200),
  client_id: client,
})
export const screenSetup = z.object({
  name: line,
  place: line,
  distance: z.number().min(0.3).max(60).describe('Metres to the farthest viewer'),
  height: z.number().min(5).max(1000).describe('Centimetres of picture height'),
  wall: z.string().trim().max(256).optional().describe('The wall it belongs to; the first where left out'),
  number: z.int().min(1).max(144).optional().describe('Which of its screens, from 1 in reading order'),
})
export const approval = screenSetup.extend({ code: z.string().max(20) })
