export const kmPerDegree = 110.9

/** The edges of an area (x, y, to x, to y) in strips by latitude: only those near a point's latitude are looked at. */
export interface Strips {
  south: number
  perLat: number
  strips: Float64Array[]
}

/** So many edges to a strip, about: most edges are short and lie in one. */
const edgesPerStrip = 4
/** Degrees: less than any border is drawn to, more than arithmetic errs. */
const hair = 1e-9

const stripAt = ({ south, perLat, strips }: Strips, lat: number): number =>
  Math.min(strips.length - 1, Math.max(0, Math.floor((lat - south) * perLat)))

/** An edge stands in every strip that it touches. */
export function inStrips(rings: readonly Float64Array[]): Strips {
  const edges = rings.flatMap((ring) =>
    Array.from({ length: Math.max(0, ring.length / 2 - 1) }, (_, n) => [...ring.subarray(n * 2, n * 2 + 4)]),
  )
  const lats = edges.flatMap(([, y = 0, , toY = 0]) => [y, toY])
  const south = lats.reduce((least, lat) => Math.min(least, lat), Infinity)
  const north = lats.reduce((most, lat) => Math.max(most, lat), -Infinity)
  const count = Math.max(1, Math.ceil(edges.length / edgesPerStrip))
  const lists: number[][] = Array.from({ length: count }, () => [])
  const empty = { south, perLat: north > south ? count / (north - south) : 0, strips: [] }
  const made: Strips = { ...empty, strips: lists.map(() => new Float64Array()) }
  for (const edge of edges) {
    const [, y = 0, , toY = 0] = edge
    for (let at = stripAt(made, Math.min(y, toY)); at <= stripAt(made, Math.max(y, toY)); at++)
      lists[at]?.push(...edge)
  }
  made.strips = lists.map((list) => Float64Array.from(list))
  return made
}

/** Even-odd rule over all rings: what crosses a latitude lies in its strip. */
export function holds(area: Strips, lon: number, lat: number): boolean {
  const edges = area.strips[stripAt(area, lat)] ?? new Float64Array()
  let inside = false
  for (let n = 0; n + 3 < edges.length; n += 4) {
    const y = edges[n + 1] ?? 0
    const nextY = edges[n + 3] ?? 0
    if (y > lat === nextY > lat) continue
    const x = edges[n] ?? 0
    if (lon < (((edges[n + 2] ?? 0) - x) * (lat - y)) / (nextY - y) + x) inside = !inside
  }
  return inside
}

/** Kilometres to the nearest border; beyond `withinKm` some greater number. Strips are looked at from the point outward. */
export function kmTo(area: Strips, lon: number, lat: number, shrink: number, withinKm: number): number {
  const { south, perLat, strips } = area
  const from = stripAt(area, lat)
  let least = (withinKm / kmPerDegree + hair) ** 2
  let found = Infinity
  const look = (at: number): void => {
    const edges = strips[at] ?? new Float64Array()
    for (let n = 0; n + 3 < edges.length; n += 4) {
      const x = ((edges[n] ?? 0) - lon) * shrink
      const y = (edges[n + 1] ?? 0) - lat
      const dx = ((edges[n + 2] ?? 0) - lon) * shrink - x
      const dy = (edges[n + 3] ?? 0) - lat - y
      const t = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy || 1)))
      found = Math.min(found, (x + dx * t) ** 2 + (y + dy * t) ** 2)
    }
    least = Math.min(least, found)
  }
  /** Whether something nearer may lie beyond a border between strips. */
  const worth = (border: number): boolean => {
    const gap = Math.max(0, Math.abs(south + border / (perLat || 1) - lat) - hair)
    return gap * gap <= least
  }
  look(from)
  for (let at = from - 1; at >= 0 && worth(at + 1); at--) look(at)
  for (let at = from + 1; at < strips.length && worth(at); at++) look(at)
  return Math.sqrt(found) * kmPerDegree
}
