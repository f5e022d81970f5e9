import { type Geom, intersection } from 'polyclip-ts'
import { clipPolygon, type Land } from './coast.ts'
import type { Electorate } from './electorates.ts'
import {
  boxOf,
  meets,
  padded,
  polygonHolds,
  squareKm,
  type Box,
  type Polygon,
  type Position,
} from './rings.ts'
import { tiling } from './tiling.ts'
import type { Vote } from './vote.ts'

/** A part of the land with its label. `island`: it is a whole island, so that leaving it out opens no gap. */
export type Piece = { label: string; polygon: Polygon; island: boolean; km2: number }

const position = ([lon, lat]: number[]): Position => [lon ?? 0, lat ?? 0]

/** True where no side of the land comes near the box, so that a polygon in it is all land or all water. */
function clear(polygon: Polygon, box: Box): boolean {
  return polygon.every((ring) =>
    ring.every((at, n) => {
      const next = ring[n + 1]
      return !next || !meets(box, boxOf([at, next]))
    }),
  )
}

/** Parts the land within a frame among the labels of its votes, on a grid of `cell` degrees. */
export function carve(
  electorate: Electorate,
  frame: Box,
  cell: number,
  label: (vote: Vote) => string,
): Piece[] {
  const clipped: Land | null = clipPolygon(electorate.land.polygon, padded(frame, cell))
  if (!clipped) return []
  const { polygon, box } = clipped
  const labelAt = (lon: number, lat: number) => label(electorate.voteAt(lon, lat))
  const small = Math.max(box[2] - box[0], box[3] - box[1]) < cell * 3
  const inFrame = box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3]
  if (inFrame && (small || electorate.whole)) {
    const whole = labelAt((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return [{ label: whole, polygon, island: true, km2: squareKm(polygon) }]
  }
  const tiled: Box = [
    Math.max(frame[0], box[0] - cell),
    Math.max(frame[1], box[1] - cell),
    Math.min(frame[2], box[2] + cell),
    Math.min(frame[3], box[3] + cell),
  ]
  if (tiled[0] >= tiled[2] || tiled[1] >= tiled[3]) return []
  const pieces: Piece[] = []
  const keep = (of: string, part: Polygon) =>
    pieces.push({ label: of, polygon: part, island: false, km2: squareKm(part) })
  for (const [of, areas] of tiling(tiled, cell, labelAt))
    for (const area of areas) {
      const [lon, lat] = area[0]?.[0] ?? [0, 0]
      if (!clear(polygon, boxOf(area[0] ?? []))) {
        const cut = intersection(area as Geom, polygon as Geom)
        for (const part of cut)
          keep(
            of,
            part.map((ring) => ring.map(position)),
          )
      } else if (polygonHolds(polygon, lon, lat)) keep(of, area)
    }
  return pieces
}
