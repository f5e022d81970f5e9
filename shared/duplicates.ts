import { middle, type Position } from './events/geometry.ts'
import type { Incident } from './situation/items.ts'

/** Another open incident that may be the same: how far off it lies, and how many minutes lie between. */
export interface Duplicate {
  incident: Incident
  km: number
  minutes: number
  /** The smaller the likelier, from 0. */
  likely: number
}

/** What different callers call one thing. */
const families = [
  ['banjir', 'banjir-bandang', 'gelombang-pasang'],
  ['longsor', 'tanah-longsor'],
  ['karhutla', 'kebakaran', 'kebakaran-permukiman'],
  ['gempabumi', 'tsunami'],
]
/** What is felt in a whole regency at once: a second report of the thing itself may come from far away. */
const wide = new Set(['gempabumi', 'tsunami', 'kekeringan', 'erupsi', 'cuaca-ekstrem'])

const near = { km: 3, minutes: 6 * 60 }
const wideNear = { km: 60, minutes: 60 }

const familyOf = (hazard: string): string => families.find((names) => names.includes(hazard))?.[0] ?? hazard

const opening = (title: string): string => title.trim().toLowerCase().split(/\s+/)[0] ?? ''

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
  incident: Pick<Incident, 'id' | 'hazard' | 'geometry' | 'at' | 'title'>,
  others: Iterable<Incident>,
): Duplicate[] {
  const family = familyOf(incident.hazard)
  const here = middle(incident.geometry)
  const found: Duplicate[] = []
  for (const other of others) {
    if (other.id === incident.id || familyOf(other.hazard) !== family) continue
    // A house that fell in an earthquake is a thing of its own: only what is called the same is sought far away.
    const far = wide.has(incident.hazard) && opening(incident.title) === opening(other.title)
    const limit = far ? wideNear : near
    const minutes = Math.abs(Date.parse(other.at) - Date.parse(incident.at)) / 60_000
    if (minutes > limit.minutes) continue
    const km = kmBetween(here, middle(other.geometry))
    if (km <= limit.km)
      found.push({ incident: other, km, minutes, likely: km / limit.km + minutes / limit.minutes })
  }
  return found.sort((one, two) => one.likely - two.likely)
}
