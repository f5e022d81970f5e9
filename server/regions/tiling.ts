import { ringArea, ringHolds, type Box, type Polygon, type Position, type Ring } from './rings.ts'
import { withoutSpeckles } from './speckles.ts'

type LabelAt = (lon: number, lat: number) => string

/**
 * The place on the way from `a` to `b` where the label is no longer that of `a`, off the ends so that nothing degenerates.
 * `sway` keeps a straight border from being exactly straight: the clipper drops points in line, on one side only.
 */
function crossing(a: Position, b: Position, label: string, labelAt: LabelAt, sway: number): Position {
  const at = (t: number): Position => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
  let low = 0.02
  let high = 0.98
  for (let step = 0; step < 5; step++) {
    const middle = (low + high) / 2
    if (labelAt(...at(middle)) === label) low = middle
    else high = middle
  }
  return at((low + high) / 2 + sway)
}

/**
 * Cuts a box into areas of one label each by marching triangles over a grid of `cell` degrees: borders are found
 * between the nodes, areas share their borders point for point, and nothing is left over or covered twice.
 */
export function tiling(box: Box, cell: number, labelAt: LabelAt): Map<string, Polygon[]> {
  const columns = Math.max(2, Math.ceil((box[2] - box[0]) / cell))
  const rows = Math.max(2, Math.ceil((box[3] - box[1]) / cell))
  const node = (i: number, j: number) => j * (columns + 1) + i
  const position = (n: number): Position => [
    box[0] + ((n % (columns + 1)) / columns) * (box[2] - box[0]),
    box[1] + (Math.floor(n / (columns + 1)) / rows) * (box[3] - box[1]),
  ]
  const nodes = Array.from({ length: (columns + 1) * (rows + 1) }, (_, n) => n)
  const labels = withoutSpeckles(
    nodes.map((n) => labelAt(...position(n))),
    columns + 1,
  )
  const label = (n: number) => labels[n] ?? ''

  const places = new Map<string, Position>()
  const steps = new Map<string, Map<string, string>>()
  const step = (of: string, from: string, to: string) => {
    const known = steps.get(of) ?? new Map<string, string>()
    steps.set(of, known.set(from, to))
  }
  const corner = (n: number) => {
    const id = `${n}`
    if (!places.has(id)) places.set(id, position(n))
    return id
  }
  const between = (a: number, b: number) => {
    const [first, last] = a < b ? [a, b] : [b, a]
    const id = `${first}-${last}`
    if (!places.has(id))
      places.set(
        id,
        crossing(position(first), position(last), label(first), labelAt, ((first * 7919) % 101) * 1e-4),
      )
    return id
  }
  const middle = (ids: string[]) => {
    const id = ids.join(',')
    const sum = ids.flatMap((at) => places.get(at) ?? [])
    places.set(id, [
      ((sum[0] ?? 0) + (sum[2] ?? 0) + (sum[4] ?? 0)) / 3,
      ((sum[1] ?? 0) + (sum[3] ?? 0) + (sum[5] ?? 0)) / 3,
    ])
    return id
  }
  /** Corners counter-clockwise; each step goes with its label on the left. */
  const triangle = (a: number, b: number, c: number): void => {
    const [first, second, third] = [label(a), label(b), label(c)]
    if (first === second && second === third) return
    if (second === third) {
      const [there, back] = [between(a, b), between(c, a)]
      step(first, there, back)
      step(second, back, there)
      return
    }
    if (first === second) return triangle(c, a, b)
    if (first === third) return triangle(b, c, a)
    const [p, q, r] = [between(a, b), between(b, c), between(c, a)]
    const m = middle([p, q, r])
    for (const [of, from, to] of [
      [first, p, r],
      [second, q, p],
      [third, r, q],
    ] as const) {
      step(of, from, m)
      step(of, m, to)
    }
  }
  const frame = (a: number, b: number) => {
    if (label(a) === label(b)) return step(label(a), corner(a), corner(b))
    step(label(a), corner(a), between(a, b))
    step(label(b), between(a, b), corner(b))
  }
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      triangle(node(i, j), node(i + 1, j), node(i + 1, j + 1))
      triangle(node(i, j), node(i + 1, j + 1), node(i, j + 1))
    }
  for (let i = 0; i < columns; i++) {
    frame(node(i, 0), node(i + 1, 0))
    frame(node(i + 1, rows), node(i, rows))
  }
  for (let j = 0; j < rows; j++) {
    frame(node(columns, j), node(columns, j + 1))
    frame(node(0, j + 1), node(0, j))
  }
  return new Map([...steps].map(([of, next]) => [of, polygons(walk(next, places))]))
}

function walk(next: Map<string, string>, places: Map<string, Position>): Ring[] {
  const rings: Ring[] = []
  for (const start of next.keys()) {
    const ring: Ring = []
    for (let at: string | undefined = start; at !== undefined && next.has(at);) {
      const place = places.get(at)
      if (place) ring.push(place)
      const to = next.get(at)
      next.delete(at)
      at = to
    }
    const [first] = ring
    if (first && ring.length > 2) rings.push([...ring, first])
  }
  return rings
}

/** Puts rings together: counter-clockwise ones are outlines, the others holes of the smallest outline around them. */
function polygons(rings: Ring[]): Polygon[] {
  const outlines = rings.filter((ring) => ringArea(ring) > 0).map((ring): Polygon => [ring])
  outlines.sort((a, b) => ringArea(a[0] ?? []) - ringArea(b[0] ?? []))
  for (const hole of rings) {
    const [from] = hole
    if (!from || ringArea(hole) >= 0) continue
    outlines.find(([outline]) => outline && ringHolds(outline, from[0], from[1]))?.push(hole)
  }
  return outlines
}
