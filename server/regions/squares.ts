import type { Borders } from './borders.ts'

/** Answers of a square or a point besides the numbers of places. `sea`: nobody's; the shore that is nearest tells whose. */
export const outside = -1
export const unsure = -2
export const sea = -3

/** A square of cells with what may hold a point of it: nobody else need be asked about one. */
export interface Square {
  parent?: Square
  /** In cells, from the south-west. */
  column: number
  row: number
  side: number
  /** Its middle, degrees. */
  lon: number
  lat: number
  /** From its middle to its corners, degrees of latitude, and a little more for what rounding takes. */
  radius: number
  /** The steps of borders that run through it. */
  steps: readonly number[]
  /** Per layer the polygons whose border runs through it, in order; what comes after its cover is left out. */
  touching: (readonly number[])[]
  /** Per layer the first polygon that covers it from border to border, or -1. */
  cover: number[]
  /** Per layer the steps that may be nearest to one of its points; made when a point at sea is first asked about. */
  near: (Near | undefined)[]
}

/** `least`: how far the nearest one is from the square's middle, degrees of latitude. */
export interface Near {
  least: number
  steps: readonly number[]
}

/** The first polygon of a layer that holds a point of the square, or -1. */
export function holder(square: Square, borders: Borders, layer: number, lon: number, lat: number): number {
  for (const polygon of square.touching[layer]!) if (borders.holds(polygon, lon, lat)) return polygon
  return square.cover[layer]!
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

/** The square of everything. */
export function whole(borders: Borders, side: number): Square {
  const layers = range(0, borders.firstOf.length - 1)
  return {
    ...{ column: 0, row: 0, side, lon: 0, lat: 0, radius: Infinity },
    steps: range(0, borders.polygonOf.length),
    touching: layers.map((layer) => range(borders.firstOf[layer]!, borders.firstOf[layer + 1]!)),
    cover: layers.map(() => -1),
    near: [],
  }
}

const none: readonly number[] = []

/** A square within another: what touched that one and not this one covers it or has nothing of it, as its middle tells. */
export function within(
  parent: Square,
  borders: Borders,
  at: Pick<Square, 'column' | 'row' | 'side' | 'lon' | 'lat' | 'radius' | 'steps'>,
): Square {
  const { column, row, side, lon, lat, radius, steps } = at
  const touched: number[] = []
  for (const step of steps) {
    const polygon = borders.polygonOf[step]!
    if (!touched.includes(polygon)) touched.push(polygon)
  }
  const touching: (readonly number[])[] = []
  const cover: number[] = []
  for (let layer = 0; layer < parent.cover.length; layer++) {
    let kept = none
    let covered = parent.cover[layer]!
    for (const polygon of parent.touching[layer]!) {
      if (touched.includes(polygon)) kept = [...kept, polygon]
      else if (borders.holds(polygon, lon, lat)) {
        covered = polygon
        break
      }
    }
    touching.push(kept)
    cover.push(covered)
  }
  return { parent, column, row, side, lon, lat, radius, steps, touching, cover, near: [] }
}
