import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import type { Place, RegionPack } from '../../shared/region.ts'
import { decoded } from './areas.ts'
import { boxOf } from './rings.ts'

const shoreKm = 5
/** On land that official areas leave out, only as far as two drawings of one border differ. */
const borderKm = 0.5
const kmPerDegree = 110.9

/** Rings as one row of numbers: five times quicker to walk than arrays of pairs. */
type Area = { code: string; rings: Float64Array[] }

function flattened(code: string, shape: MultiPolygon): Area[] {
  return shape.coordinates.map((polygon) => ({
    code,
    rings: polygon.map((ring) => Float64Array.from(ring.flatMap(([lon = 0, lat = 0]) => [lon, lat]))),
  }))
}

function holds({ rings }: Area, lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let n = 0; n + 3 < ring.length; n += 2) {
      const [x, y, nextX, nextY] = [ring[n] ?? 0, ring[n + 1] ?? 0, ring[n + 2] ?? 0, ring[n + 3] ?? 0]
      if (y > lat !== nextY > lat && lon < ((nextX - x) * (lat - y)) / (nextY - y) + x) inside = !inside
    }
  return inside
}

function kmTo({ rings }: Area, lon: number, lat: number, shrink: number): number {
  let least = Infinity
  for (const ring of rings)
    for (let n = 0; n + 3 < ring.length; n += 2) {
      const [x, y] = [((ring[n] ?? 0) - lon) * shrink, (ring[n + 1] ?? 0) - lat]
      const [dx, dy] = [((ring[n + 2] ?? 0) - lon) * shrink - x, (ring[n + 3] ?? 0) - lat - y]
      const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
      least = Math.min(least, Math.hypot(x + dx * t, y + dy * t))
    }
  return least * kmPerDegree
}

/** Areas with an index; where areas overlap (some official, some not) the first in the file has the place. */
function finder(areas: Area[], shrink: number) {
  const index = areas.length > 0 ? new Flatbush(areas.length) : null
  for (const { rings } of areas) {
    const outline = rings[0] ?? new Float64Array()
    index?.add(
      ...boxOf(
        Array.from({ length: outline.length / 2 }, (_, n) => [outline[n * 2] ?? 0, outline[n * 2 + 1] ?? 0]),
      ),
    )
  }
  index?.finish()
  const at = (lon: number, lat: number): string | undefined => {
    let first = Infinity
    for (const n of index?.search(lon, lat, lon, lat) ?? []) {
      const area = areas[n]
      if (n < first && area && holds(area, lon, lat)) first = n
    }
    return areas[first]?.code
  }
  const near = (lon: number, lat: number, withinKm: number): string | undefined => {
    const [byLon, byLat] = [withinKm / kmPerDegree / shrink, withinKm / kmPerDegree]
    let best: { code: string; km: number } | undefined
    for (const n of index?.search(lon - byLon, lat - byLat, lon + byLon, lat + byLat) ?? []) {
      const area = areas[n]
      const km = area ? kmTo(area, lon, lat, shrink) : Infinity
      if (area && km <= (best?.km ?? withinKm)) best = { code: area.code, km }
    }
    return best?.code
  }
  return { at, near }
}

/**
 * Finds the village and district of a point (WGS 84 degrees) in microseconds. Off shore the nearest within 5 km is
 * taken; land of another regency and what lies farther out is null: di luar batas.
 */
export function locator(pack: RegionPack): (lon: number, lat: number) => Place | null {
  const shrink = Math.cos((pack.centre[1] * Math.PI) / 180)
  const layer = (name: keyof RegionPack['areas']['objects']) =>
    decoded(pack.areas, name).flatMap((one) => flattened(one.properties.code, one.geometry))
  const villages = finder(layer('village'), shrink)
  const districts = finder(layer('district'), shrink)
  const neighbours = finder(layer('neighbours'), shrink)
  const land = finder(layer('land'), shrink)
  const villageOf = new Map(pack.villages.map((village) => [village.code, village]))
  const districtOf = new Map(pack.districts.map((district) => [district.code, district]))

  /** The village whose point is nearest, where the district's villages have no areas. */
  const nearestIn = (district: string, lon: number, lat: number) => {
    let best: { code: string; far: number } | undefined
    for (const { code, point, district: of } of pack.villages) {
      if (of !== district || !point) continue
      const far = Math.hypot((point[0] - lon) * shrink, point[1] - lat)
      if (far < (best?.far ?? Infinity)) best = { code, far }
    }
    return best?.code
  }
  const place = (
    district: string,
    found: string | undefined,
    offshore: boolean,
    lon: number,
    lat: number,
  ): Place => {
    const code = found?.startsWith(district) ? found : nearestIn(district, lon, lat)
    const village = code === undefined ? undefined : villageOf.get(code)
    const districtName = districtOf.get(district)?.name ?? ''
    return {
      village: village?.code ?? null,
      district,
      name: village?.name ?? districtName,
      districtName,
      offshore,
    }
  }
  return (lon, lat) => {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return null
    const on = districts.at(lon, lat)
    if (on) return place(on, villages.at(lon, lat), false, lon, lat)
    if (neighbours.at(lon, lat)) return null
    const km = land.at(lon, lat) ? borderKm : shoreKm
    const off = districts.near(lon, lat, km)
    return off ? place(off, villages.near(lon, lat, km), true, lon, lat) : null
  }
}
