export type Position = [number, number]
export type Ring = Position[]
export type Polygon = Ring[]
export type Box = [west: number, south: number, east: number, north: number]

/** Square degrees, positive when the ring runs counter-clockwise. */
export function ringArea(ring: Ring): number {
  let sum = 0
  let before = ring.at(-1)
  for (const at of ring) {
    if (before) sum += before[0] * at[1] - at[0] * before[1]
    before = at
  }
  return sum / 2
}

/** Square kilometres of a polygon, good to a per cent at these latitudes. */
export function squareKm(polygon: Polygon): number {
  const shrink = Math.cos(((polygon[0]?.[0]?.[1] ?? 0) * Math.PI) / 180) * 111.32 * 110.6
  return polygon.reduce((sum, ring, at) => sum + Math.abs(ringArea(ring)) * (at === 0 ? 1 : -1), 0) * shrink
}

/** Even-odd rule. */
export function ringHolds(ring: Ring, lon: number, lat: number): boolean {
  let inside = false
  let before = ring.at(-1)
  for (const at of ring) {
    if (before && at[1] > lat !== before[1] > lat) {
      if (lon < ((before[0] - at[0]) * (lat - at[1])) / (before[1] - at[1]) + at[0]) inside = !inside
    }
    before = at
  }
  return inside
}

export function polygonHolds(polygon: Polygon, lon: number, lat: number): boolean {
  return polygon.reduce((inside, ring) => inside !== ringHolds(ring, lon, lat), false)
}

export function boxOf(positions: Iterable<readonly [number, number]>): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon, lat] of positions) {
    if (lon < box[0]) box[0] = lon
    if (lat < box[1]) box[1] = lat
    if (lon > box[2]) box[2] = lon
    if (lat > box[3]) box[3] = lat
  }
  return box
}

export const meets = (a: Box, b: Box) => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

export const padded = ([west, south, east, north]: Box, by: number): Box => [
  west - by,
  south - by,
  east + by,
  north + by,
]

/** Sutherland-Hodgman: the part of a ring inside the box. Parts stay joined along the box's sides. */
export function clipRing(ring: Ring, [west, south, east, north]: Box): Ring {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ]
  let open = ring.slice(0, -1)
  for (const [axis, limit, sign] of sides) {
    const kept: Ring = []
    let before = open.at(-1)
    for (const at of open) {
      if (before && (at[axis] - limit) * sign >= 0 !== (before[axis] - limit) * sign >= 0) {
        const t = (limit - before[axis]) / (at[axis] - before[axis])
        const cut: Position = [before[0] + (at[0] - before[0]) * t, before[1] + (at[1] - before[1]) * t]
        cut[axis] = limit
        kept.push(cut)
      }
      if ((at[axis] - limit) * sign >= 0) kept.push(at)
      before = at
    }
    open = kept
  }
  const [first] = open
  return first && open.length > 2 ? [...open, first] : []
}
