import * as z from 'zod'
import { id, line } from '../events/fields.ts'

/** The setting `reportApprovers`: who is appointed to release situation reports, by the reference of their account. */
export const reportApprovers = z.array(z.object({ person: id, office: line })).max(50)

/**
 * The office in which a person releases reports; nothing where they are not appointed. Until somebody is, whoever signs in as
 * executive does.
 */
export function officeOf(setting: unknown, person: string, role: string): string | undefined {
  const appointed = reportApprovers.safeParse(setting).data ?? []
  if (appointed.length === 0) return role === 'executive' ? 'Pimpinan daerah' : undefined
  return appointed.find((one) => one.person === person)?.office
}
