import { type Land, onLand } from './coast.ts'
import { boxOf, meets, padded } from './rings.ts'
import type { Box } from './tiling.ts'
import type { VillagePoint } from './village-points.ts'
import { ballot, indexPoints } from './vote.ts'

export const inside = (box: Box) => (point: { lon: number; lat: number }) =>
  meets(box, [point.lon, point.lat, point.lon, point.lat])

/** The box of the regency's land, found on a coarse grid, with a margin in which its neighbours show. */
export function frameOf(
  own: VillagePoint[],
  near: VillagePoint[],
  code: string,
  lands: Land[],
  wide: Box,
): Box {
  const vote = ballot(near)
  const found: [number, number][] = own.map((point) => [point.lon, point.lat])
  const [columns, rows] = [120, 120]
  for (let i = 0; i <= columns; i++)
    for (let j = 0; j <= rows; j++) {
      const lon = wide[0] + ((wide[2] - wide[0]) * i) / columns
      const lat = wide[1] + ((wide[3] - wide[1]) * j) / rows
      if (vote(lon, lat).regency === code && onLand(lands, lon, lat)) found.push([lon, lat])
    }
  const box = boxOf(found)
  return padded(box, Math.max(box[2] - box[0], box[3] - box[1]) * 0.08 + 0.01)
}

/** Grid width in degrees: a third of the spacing of the densest tenth of villages, within 1/700 to 1/150 of the box. */
export function cellOf(own: VillagePoint[], frame: Box): number {
  const { nearest, distance } = indexPoints(own)
  const spacings = own.map((point) => {
    const other = nearest(point.lon, point.lat, 2).find((near) => near !== point)
    return other ? distance(other, point.lon, point.lat) : 0.05
  })
  const dense = spacings.toSorted((a, b) => a - b)[Math.floor(own.length / 10)] ?? 0.01
  const size = Math.max(frame[2] - frame[0], frame[3] - frame[1])
  return Math.min(size / 150, Math.max(size / 700, dense / 3))
}
