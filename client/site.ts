import type { Situation } from '../shared/situation/situation.ts'
import { isRecord } from './ask.ts'

/** Which regency this installation is for, and its zone; from setting `site`. */
export interface Site {
  region: string
  name: string
  timeZone: string
  zone: string
}

/** Before anything is known no zone is claimed: no time is shown then, for it would be another place's. */
const unknownSite: Site = { region: '', name: '', timeZone: 'Asia/Jakarta', zone: '' }

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** A label with the site's zone behind it, once that is known. */
export const inZone = (label: string, { zone }: Site): string => (zone ? `${label} (${zone})` : label)

/** The site as the settings have it; what is missing there is left empty, the zone is then WIB; without any it is unknown. */
export function siteOf(situation: Situation | undefined): Site {
  return siteOfValue(situation?.setting.get('site')?.value)
}

export function siteOfValue(value: unknown): Site {
  if (!isRecord(value)) return unknownSite
  return {
    region: text(value.region, ''),
    name: text(value.name, ''),
    timeZone: text(value.timeZone, unknownSite.timeZone),
    zone: text(value.zone, 'WIB'),
  }
}
