import Flatbush from 'flatbush'
import type { MultiPolygon } from 'geojson'
import { boxOf } from './rings.ts'

export const kmPerDegree = 110.9

/** One polygon of a place. Rings are rows of lon, lat, lon, lat: quicker to walk than arrays of pairs. */
export type Area = { code: string; rings: Float64Array[] }

export function flattened(code: string, shape: MultiPolygon): Area[] {
  return shape.coordinates.map((polygon) => ({
    code,
    rings: polygon.map((ring) => Float64Array.from(ring.flatMap(([lon = 0, lat = 0]) => [lon, lat]))),
  }))
}

/** Even-odd rule over all rings. */
function holds({ rings }: Area, lon: number, lat: number): boolean {
  let inside = false
  for (const ring of rings)
    for (let n = 0; n + 3 < ring.length; n += 2) {
      const y = ring[n + 1] ?? 0
      const nextY = ring[n + 3] ?? 0
      if (y > lat === nextY > lat) continue
      const x = ring[n] ?? 0
      if (lon < (((ring[n + 2] ?? 0) - x) * (lat - y)) / (nextY - y) + x) inside = !inside
    }
  return inside
}

function kmTo({ rings }: Area, lon: number, lat: number, shrink: number): number {
  let least = Infinity
  for (const ring of rings)
    for (let n = 0; n + 3 < ring.length; n += 2) {
      const x = ((ring[n] ?? 0) - lon) * shrink
      const y = (ring[n + 1] ?? 0) - lat
      const dx = ((ring[n + 2] ?? 0) - lon) * shrink - x
      const dy = (ring[n + 3] ?? 0) - lat - y
      const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
      least = Math.min(least, (x + dx * t) ** 2 + (y + dy * t) ** 2)
    }
  return Math.sqrt(least) * kmPerDegree
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
  const at = (lon: number, lat: number): string | undefined => {
    let first = Infinity
    for (const n of index?.search(lon, lat, lon, lat) ?? []) {
      const area = areas[n]
      if (n < first && area && holds(area, lon, lat)) first = n
    }
    return areas[first]?.code
  }
  /** The area whose border is nearest, within so many kilometres. */
  const near = (lon: number, lat: number, withinKm: number): string | undefined => {
    const byLat = withinKm / kmPerDegree
    const byLon = byLat / shrink
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
