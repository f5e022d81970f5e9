import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import { boxOf } from './rings.ts'
import { holds, inStrips, kmPerDegree, kmTo } from './strips.ts'

const atHandKm = 0.1

/** One polygon of a place. Rings are rows of lon, lat, lon, lat: quicker to walk than arrays of pairs. */
export type Area = { code: string; rings: Float64Array[] }

export function flattened(code: string, shape: MultiPolygon): Area[] {
  return shape.coordinates.map((polygon) => ({
    code,
    rings: polygon.map((ring) => Float64Array.from(ring.flatMap(([lon = 0, lat = 0]) => [lon, lat]))),
  }))
}

/** Areas with an index; where areas overlap (some official, some not) the first has the place. */
export function finder(areas: Area[], shrink: number) {
  const index = areas.length > 0 ? new Flatbush(areas.length) : null
  for (const { rings } of areas) {
    const outline = rings[0] ?? new Float64Array()
    const corners = Array.from({ length: outline.length / 2 }, (_, n): [number, number] => [
      outline[n * 2] ?? 0,
      outline[n * 2 + 1] ?? 0,
    ])
    index?.add(...boxOf(corners))
  }
  index?.finish()
  const striped = areas.map(({ rings }) => inStrips(rings))
  const at = (lon: number, lat: number): string | undefined => {
    let first = Infinity
    for (const n of index?.search(lon, lat, lon, lat) ?? []) {
      const area = striped[n]
      if (n < first && area && holds(area, lon, lat)) first = n
    }
    return areas[first]?.code
  }
  const nearest = (lon: number, lat: number, withinKm: number): string | undefined => {
    const byLat = withinKm / kmPerDegree
    const byLon = byLat / shrink
    let best: { code: string; km: number } | undefined
    for (const n of index?.search(lon - byLon, lat - byLat, lon + byLon, lat + byLat) ?? []) {
      const area = striped[n]
      const km = area ? kmTo(area, lon, lat, shrink, best?.km ?? withinKm) : Infinity
      const code = areas[n]?.code
      if (code !== undefined && km <= (best?.km ?? withinKm)) best = { code, km }
    }
    return best?.code
  }
  /** The area whose border is nearest, within so many kilometres: most often one is close at hand. */
  const near = (lon: number, lat: number, withinKm: number): string | undefined =>
    nearest(lon, lat, Math.min(withinKm, atHandKm)) ?? nearest(lon, lat, withinKm)
  return { at, near }
}
