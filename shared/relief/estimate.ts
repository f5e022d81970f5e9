import { area as turfArea } from '@turf/area'
import { bbox } from '@turf/bbox'
import { buffer } from '@turf/buffer'
import { feature, featureCollection } from '@turf/helpers'
import { intersect } from '@turf/intersect'
import type { Area } from '../events/area.ts'
import type { Population, Range } from '../situation/items.ts'

/** A village's outline as the region pack has it. */
export interface VillageArea {
  code: string
  geometry: Area
}

interface VillageShare {
  code: string
  /** Of the village's area, 0 to 1. */
  share: number
}

export interface Estimate {
  people: Range
  households?: Range
  elderly?: Range
  underFives?: Range
  deciles?: Range[]
  /** People, if everybody lived spread evenly and the borders were right. */
  likely: number
  shares: VillageShare[]
  /** Villages touched of which no count is known: they are in none of the figures. */
  unknown: string[]
}

/** Borders that are drawn from points (perkiraan) may be off by so much; official ones by nothing. */
export const borderErrorKm = { perkiraan: 0.5, resmi: 0 } as const

type Box = [west: number, south: number, east: number, north: number]
const boxOf = (shape: Area): Box => bbox(feature(shape)).slice(0, 4) as Box
const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]

/** The share of each village's area that lies in the zone; those that it does not touch are left out. */
function sharesIn(zone: Area, villages: readonly VillageArea[]): VillageShare[] {
  const box = boxOf(zone)
  return villages.flatMap(({ code, geometry }) => {
    if (!meet(box, boxOf(geometry))) return []
    const common = intersect(featureCollection([feature(zone), feature(geometry)]))
    const share = common ? Math.min(1, turfArea(common) / turfArea(feature(geometry))) : 0
    return share > 0 ? { code, share } : []
  })
}

/** The zone grown (or, below 0, shrunk) by so many kilometres; nothing is left of a small one. */
function grown(zone: Area, km: number): Area | undefined {
  if (km === 0) return zone
  return buffer(feature(zone), km, { units: 'kilometers' })?.geometry as Area | undefined
}

/**
 * People in an area, from the least to the most. Two things are not known: where in a village people live, and, where
 * borders are approximate, where it ends. For the first: density may fall evenly from twice the mean on one side of the
 * village to nothing on the other, so a share s of its area holds s² to 1-(1-s)² of its people. For the second: the least
 * is taken of the area drawn smaller by the error of the borders, the most of the area drawn larger by it.
 */
export function estimatePeople(
  zone: Area,
  villages: readonly VillageArea[],
  population: ReadonlyMap<string, Population>,
  errorKm: number,
): Estimate {
  const shares = sharesIn(zone, villages)
  const inner = grown(zone, -errorKm)
  const outer = grown(zone, errorKm) ?? zone
  const sure = errorKm === 0 ? shares : inner ? sharesIn(inner, villages) : []
  const possible = errorKm === 0 ? shares : sharesIn(outer, villages)
  const sum = (of: readonly VillageShare[], weigh: (share: number) => number, figure: Figure): number =>
    of.reduce((total, { code, share }) => {
      const village = population.get(code)
      return total + (village ? weigh(share) * (figure(village) ?? 0) : 0)
    }, 0)
  const rangeOf = (figure: Figure): Range => [
    Math.floor(sum(sure, (share) => share ** 2, figure)),
    Math.max(0, Math.ceil(sum(possible, (share) => 1 - (1 - share) ** 2, figure) - 1e-6)),
  ]
  const known = possible.flatMap(({ code }) => population.get(code) ?? [])
  /** A group is estimated where every village that has people counted has it counted too: else it would come out too low. */
  const group = (figure: Figure): Range | undefined =>
    known.length > 0 && known.every((village) => figure(village) !== undefined) ? rangeOf(figure) : undefined
  const deciles = known.length > 0 && known.every((village) => village.deciles !== undefined)
  const figures = {
    households: group(({ households }) => households),
    elderly: group(({ elderly }) => elderly),
    underFives: group(({ underFives }) => underFives),
    deciles: deciles
      ? Array.from({ length: 10 }, (_, tenth) => rangeOf((village) => village.deciles?.[tenth]))
      : undefined,
  }
  const given = Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== undefined))
  return {
    ...given,
    people: rangeOf(({ people }) => people),
    likely: Math.round(
      sum(
        shares,
        (share) => share,
        ({ people }) => people,
      ),
    ),
    shares,
    unknown: shares.flatMap(({ code }) => (population.has(code) ? [] : code)),
  }
}

type Figure = (village: Population) => number | undefined
