import { type Geom, intersection } from 'polyclip-ts'
import type { Land } from './coast.ts'
import { boxOf, meets, polygonHolds, squareKm } from './rings.ts'
import type { IslandPoint, Polygon, Position, Ring } from './sources.ts'
import { type Box, tiling } from './tiling.ts'
import type { VillagePoint } from './village-points.ts'

/** A part of the land with its label. `island`: it is a whole island, so that leaving it out opens no gap. */
export type Piece = { label: string; polygon: Polygon; island: boolean; km2: number }

type Carver = {
  labelAt: (lon: number, lat: number) => string
  /** The label of the point nearest to a place among those of one regency. */
  nearestOf: (regency: string, lon: number, lat: number) => string | undefined
  points: VillagePoint[]
  islands: IslandPoint[]
  cell: number
}

const position = ([lon, lat]: number[]): Position => [lon ?? 0, lat ?? 0]
const within = (land: Land, lon: number, lat: number) =>
  meets(land.box, [lon, lat, lon, lat]) && polygonHolds(land.polygon, lon, lat)

/** The one label of a land that is not to be cut: too small for the grid, or no village on it and in the register. */
function wholeLabel(land: Land, carver: Carver): string | undefined {
  const home = carver.points.find((point) => within(land, point.lon, point.lat))
  const small = Math.max(land.box[2] - land.box[0], land.box[3] - land.box[1]) < carver.cell * 3
  if (home) return small ? carver.labelAt(home.lon, home.lat) : undefined
  const [lon, lat] = land.polygon[0]?.[0] ?? [0, 0]
  const island = carver.islands.find((point) => within(land, point.lon, point.lat))
  const registered = island && carver.nearestOf(island.regency, lon, lat)
  return registered ?? (small ? carver.labelAt(lon, lat) : undefined)
}

/** True where no side of the land comes near the box, so that a polygon in it is all land or all water. */
function clear(land: Land, box: Box): boolean {
  return land.polygon.every((ring) =>
    ring.every((at, n) => {
      const next = ring[n + 1]
      return !next || !meets(box, boxOf([at, next]))
    }),
  )
}

/** Parts a land among the labels. */
export function carve(land: Land, frame: Box, carver: Carver): Piece[] {
  const whole = wholeLabel(land, carver)
  if (whole) return [{ label: whole, polygon: land.polygon, island: true, km2: squareKm(land.polygon) }]
  const box: Box = [
    Math.max(frame[0], land.box[0] - carver.cell),
    Math.max(frame[1], land.box[1] - carver.cell),
    Math.min(frame[2], land.box[2] + carver.cell),
    Math.min(frame[3], land.box[3] + carver.cell),
  ]
  if (box[0] >= box[2] || box[1] >= box[3]) return []
  const pieces: Piece[] = []
  const keep = (label: string, polygon: Polygon) =>
    pieces.push({ label, polygon, island: false, km2: squareKm(polygon) })
  for (const [label, areas] of tiling(box, carver.cell, carver.labelAt))
    for (const area of areas) {
      const outline: Ring = area[0] ?? []
      const [lon, lat] = outline[0] ?? [0, 0]
      if (clear(land, boxOf(outline))) {
        if (polygonHolds(land.polygon, lon, lat)) keep(label, area)
        continue
      }
      const cut = intersection(area as Geom, land.polygon as Geom)
      for (const part of cut)
        keep(
          label,
          part.map((ring) => ring.map(position)),
        )
    }
  return pieces
}
