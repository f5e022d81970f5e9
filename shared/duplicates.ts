import { middle, type Position } from './events/geometry.ts'
import type { Incident } from './situation/items.ts'

/** Another open incident that may be the same: how far off it lies, and how many minutes lie between. */
export interface Duplicate {
  incident: Incident
  km: number
  minutes: number
}

/** What different callers call one thing. */
const families = [
  ['banjir', 'banjir-bandang', 'gelombang-pasang'],
  ['longsor', 'tanah-longsor'],
  ['karhutla', 'kebakaran', 'kebakaran-permukiman'],
  ['gempabumi', 'tsunami'],
]
/** One earthquake is felt in a whole regency; a fire burns at one place. */
const wide = new Set(['gempabumi', 'tsunami', 'kekeringan', 'erupsi', 'cuaca-ekstrem'])

const near = { km: 3, minutes: 6 * 60 }
const wideNear = { km: 60, minutes: 60 }

const familyOf = (hazard: string): string => families.find((names) => names.includes(hazard))?.[0] ?? hazard

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** The great-circle distance of two positions on a sphere, km. */
export function kmBetween([lon, lat]: Position, [otherLon, otherLat]: Position): number {
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2
  const angle =
    half(lat, otherLat) + Math.cos(radians(lat)) * Math.cos(radians(otherLat)) * half(lon, otherLon)
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(angle)))
}

/** Which of `others` may be the same event as `incident`, by hazard, place and time; the likeliest first. */
export function duplicatesOf(
  incident: Pick<Incident, 'id' | 'hazard' | 'geometry' | 'at'>,
  others: Iterable<Incident>,
): Duplicate[] {
  const family = familyOf(incident.hazard)
  const limit = wide.has(incident.hazard) ? wideNear : near
  const here = middle(incident.geometry)
  const found: Duplicate[] = []
  for (const other of others) {
    if (other.id === incident.id || familyOf(other.hazard) !== family) continue
    const minutes = Math.abs(Date.parse(other.at) - Date.parse(incident.at)) / 60_000
    if (minutes > limit.minutes) continue
    const km = kmBetween(here, middle(other.geometry))
    if (km <= limit.km) found.push({ incident: other, km, minutes })
  }
  const weight = ({ km, minutes }: Duplicate) => km / limit.km + minutes / limit.minutes
  return found.sort((one, two) => weight(one) - weight(two))
}
