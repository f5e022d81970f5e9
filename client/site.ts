import type { Situation } from '../shared/situation/situation.ts'
import { isRecord } from './ask.ts'

/** Which regency this installation is for, and its zone; from setting `site`. */
export interface Site {
  region: string
  name: string
  timeZone: string
  zone: string
}

const unknownSite: Site = { region: '', name: '', timeZone: 'Asia/Jakarta', zone: 'WIB' }

const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise)

/** The site as the settings have it; what is missing there is left empty, the zone is then WIB. */
export function siteOf(situation: Situation | undefined): Site {
  return siteOfValue(situation?.setting.get('site')?.value)
}

export function siteOfValue(value: unknown): Site {
  if (!isRecord(value)) return unknownSite
  return {
    region: text(value.region, ''),
    name: text(value.name, ''),
    timeZone: text(value.timeZone, unknownSite.timeZone),
    zone: text(value.zone, unknownSite.zone),
  }
}
