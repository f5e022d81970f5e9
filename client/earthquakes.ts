import { middle } from '../shared/events/geometry.ts'
import type { Incident, Observation } from '../shared/situation/items.ts'
import type { Situation } from '../shared/situation/situation.ts'

const hourMs = 3_600_000

type QuakeAge = 'hour' | 'day' | 'week' | 'past'

/** How old an earthquake is at `now` (ms UTC), as coarsely as it is drawn. */
export function quakeAge(quake: Observation, now: number): QuakeAge {
  const age = now - Date.parse(quake.at)
  if (age < hourMs) return 'hour'
  if (age < 24 * hourMs) return 'day'
  return age < 7 * 24 * hourMs ? 'week' : 'past'
}

/** The magnitude as its newest statement has it. */
export function magnitudeOf(quake: Observation): number | undefined {
  const stated = quake.details?.magnitude
  return typeof stated === 'number' ? stated : quake.value
}

/** What each institution said of its magnitude last, the newest statement first. */
export function magnitudesOf(situation: Situation, quake: Observation): { by: string; value: number }[] {
  const newest = magnitudeOf(quake)
  const said = [
    ...(quake.earlier ?? []),
    { source: quake.source, ...(newest !== undefined && { value: newest }) },
  ].reverse()
  const by = new Map<string, number>()
  for (const { source, value } of said) {
    const id = source.replace(/^\//, '')
    const owner = situation.source.get(id)?.owner || id.toUpperCase()
    if (value !== undefined && !by.has(owner)) by.set(owner, value)
  }
  return [...by].map(([owner, value]) => ({ by: owner, value }))
}

/** The earthquake that an incident of that hazard is about: the strongest of the six hours before it was told, near it. */
export function quakeBehind(
  situation: Situation,
  { hazard, at, geometry }: Incident,
): Observation | undefined {
  if (hazard !== 'gempabumi') return undefined
  const [told, [lon, lat]] = [Date.parse(at), middle(geometry)]
  let strongest: Observation | undefined
  for (const id of situation.index.observationsByKind.get('earthquake') ?? []) {
    const quake = situation.observation.get(id)
    const before = quake ? told - Date.parse(quake.at) : Infinity
    if (!quake || before < -hourMs / 4 || before > 6 * hourMs) continue
    const [x, y] = middle(quake.geometry)
    if (Math.abs(x - lon) > 3 || Math.abs(y - lat) > 3) continue
    if (!strongest || (magnitudeOf(quake) ?? 0) > (magnitudeOf(strongest) ?? 0)) strongest = quake
  }
  return strongest
}

/** Depth in km, if it was stated. */
export function depthOf(quake: Observation): number | undefined {
  const stated = quake.details?.depthKm
  return typeof stated === 'number' ? stated : undefined
}

/** Where it was: the stated place, or its title without a magnitude in front. */
export function placeOf(quake: Observation): string {
  const stated = quake.details?.place
  if (typeof stated === 'string' && stated !== '') return stated
  return quake.title.replace(/^(Gempa(bumi)?\s)?M\s?\d[\d.,]*\s*[-–:,]?\s*/i, '') || quake.title
}

/** The newest and the strongest earthquake of the last 24 h within `degrees` of `centre` [lon, lat]. */
export function notableQuakes(
  situation: Situation,
  now: number,
  centre: readonly [number, number],
  degrees: number,
): { newest?: Observation; strongest?: Observation } {
  let newest: Observation | undefined
  let strongest: Observation | undefined
  for (const id of situation.index.observationsByKind.get('earthquake') ?? []) {
    const quake = situation.observation.get(id)
    if (!quake || now - Date.parse(quake.at) >= 24 * hourMs) continue
    const [lon, lat] = middle(quake.geometry)
    if (Math.abs(lon - centre[0]) > degrees || Math.abs(lat - centre[1]) > degrees) continue
    if (!newest || quake.at > newest.at) newest = quake
    if (!strongest || (magnitudeOf(quake) ?? 0) > (magnitudeOf(strongest) ?? 0)) strongest = quake
  }
  return { ...(newest && { newest }), ...(strongest && { strongest }) }
}
