import { Areas, type RegionPack } from '../../shared/region.ts'
import type { Polygon } from './rings.ts'
import { decoded } from './areas.ts'
import {
  type Layered,
  type Naming,
  collection,
  fitted,
  joined,
  layerOf,
  partsOf,
  topologyOf,
} from './topology.ts'

export type OfficialPiece = { label: string; polygon: Polygon }

/** Villages make their district where at least two in three have come: the list knows villages that maps do not yet. */
const enough = 2 / 3

/** Districts that are official once these areas are in: given themselves, or made of their villages. */
export function officialDistricts(
  pack: RegionPack,
  labels: Set<string>,
): { given: Set<string>; made: Set<string> } {
  const given = new Set(pack.districts.map(({ code }) => code).filter((code) => labels.has(code)))
  const made = pack.districts.filter(({ code }) => {
    const villages = pack.villages.filter((village) => village.district === code)
    const come = villages.filter((village) => labels.has(village.code))
    return !given.has(code) && come.length > 0 && come.length >= villages.length * enough
  })
  return { given, made: new Set(made.map(({ code }) => code)) }
}

function standing(
  areas: Areas,
  layer: keyof Areas['objects'],
  keep: (code: string) => boolean,
): OfficialPiece[] {
  return decoded(areas, layer)
    .filter((one) => keep(one.properties.code))
    .flatMap(({ properties, geometry }) =>
      geometry.coordinates.map((polygon) => ({
        label: properties.code,
        polygon: polygon.map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lon, lat])),
      })),
    )
}

/**
 * The areas of a pack with official ones in their place. What stays approximate comes after what is official, so that
 * the official one has a place that both cover. `land` stays as it was: it fills what lies between old and new borders.
 */
export function officialAreas(pack: RegionPack, pieces: OfficialPiece[]): Areas {
  const labels = new Set(pieces.map((piece) => piece.label))
  const { given, made } = officialDistricts(pack, labels)
  const official = (code: string) => given.has(code.slice(0, 8)) || made.has(code.slice(0, 8))
  const names = new Map([...pack.districts, ...pack.villages].map((one) => [one.code, one.name]))
  for (const { properties } of decoded(pack.areas, 'neighbours')) names.set(properties.code, properties.name)
  const naming: Naming = { of: (code) => names.get(code) ?? pack.name, regency: pack }

  const villages = pieces.filter((piece) => piece.label.length > 8)
  const rest = standing(pack.areas, 'village', (code) => !official(code) && !labels.has(code))
  const layer = (parts: OfficialPiece[]) => collection(parts, naming)
  const full = topologyOf({
    village: layer([...villages, ...rest]),
    makers: layer(villages.filter((piece) => made.has(piece.label.slice(0, 8)))),
    given: layer(pieces.filter((piece) => given.has(piece.label))),
    stays: layer(standing(pack.areas, 'district', (code) => !official(code))),
    neighbours: layer(standing(pack.areas, 'neighbours', () => true)),
    land: layer(standing(pack.areas, 'land', () => true)),
  })
  const complete = (whole: Layered) => {
    const fromVillages = joined(
      whole,
      partsOf(whole, 'makers'),
      (code) => code.slice(0, 8),
      naming,
    ).geometries
    const districts = [...partsOf(whole, 'given'), ...fromVillages, ...partsOf(whole, 'stays')]
    return {
      district: layerOf(districts),
      village: layerOf(partsOf(whole, 'village')),
      regency: joined(whole, districts, () => pack.code, naming),
      neighbours: layerOf(partsOf(whole, 'neighbours')),
      land: layerOf(partsOf(whole, 'land')),
    }
  }
  return fitted(full, complete, Areas, 400_000, 1e-8)
}
