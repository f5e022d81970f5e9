import type { Electorate } from './electorates.ts'
import { boxOf, meets, padded, polygonHolds, type Box } from './rings.ts'
import type { VillagePoint } from './village-points.ts'
import { indexPoints } from './vote.ts'

export const inside = (box: Box) => (point: { lon: number; lat: number }) =>
  meets(box, [point.lon, point.lat, point.lon, point.lat])

/** How finely the wide box is looked through for the regency's land. */
const steps = 120

/** The box of the regency's points and land within `wide`, with a margin in which its neighbours show. */
export function frameOf(code: string, own: VillagePoint[], lands: Electorate[], wide: Box): Box {
  const found = own.map((point): [number, number] => [point.lon, point.lat])
  for (let n = 0; n < (steps + 1) ** 2; n++) {
    const lon = wide[0] + ((wide[2] - wide[0]) * (n % (steps + 1))) / steps
    const lat = wide[1] + ((wide[3] - wide[1]) * Math.floor(n / (steps + 1))) / steps
    const { land, voteAt } =
      lands.find((one) => inside(one.land.box)({ lon, lat }) && polygonHolds(one.land.polygon, lon, lat)) ??
      {}
    if (land && voteAt?.(lon, lat).regency === code) found.push([lon, lat])
  }
  const box = boxOf(found)
  return padded(box, Math.max(box[2] - box[0], box[3] - box[1]) * 0.08 + 0.01)
}

/** Grid width in degrees: a fifth of the spacing of the densest tenth of villages, within 1/700 to 1/150 of the box. */
export function cellOf(own: VillagePoint[], frame: Box): number {
  const { nearest, distance } = indexPoints(own)
  const spacings = own.map((point) => {
    const other = nearest(point.lon, point.lat, 2).find((near) => near !== point)
    return other ? distance(other, point.lon, point.lat) : 0.05
  })
  const dense = spacings.toSorted((a, b) => a - b)[Math.floor(own.length / 10)] ?? 0.01
  const size = Math.max(frame[2] - frame[0], frame[3] - frame[1])
  return Math.min(size / 150, Math.max(size / 700, dense / 5))
}
