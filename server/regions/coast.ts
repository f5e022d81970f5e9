import { boxOf, clipRing, meets, polygonHolds, ringHolds, squareKm } from './rings.ts'
import type { Polygon } from './sources.ts'
import type { Box } from './tiling.ts'

export type Land = { polygon: Polygon; box: Box }

/** Lakes below this belong to the land around them, with the islets in them. */
const lakeKm2 = 50

/** The land inside a box, cut to it first: whole continents make everything after slow and invalid. */
export function landIn(box: Box, world: Polygon[]): Land[] {
  const lands: Land[] = []
  const filled: Polygon[] = []
  for (const [outline, ...lakes] of world) {
    if (!outline || !meets(box, boxOf(outline))) continue
    const clipped = clipRing(outline, box)
    if (clipped.length === 0) continue
    const kept: Polygon = [clipped]
    for (const lake of lakes) {
      if (!meets(box, boxOf(lake))) continue
      const part = clipRing(lake, box)
      if (squareKm([lake]) < lakeKm2) filled.push([lake])
      else if (part.length > 0) kept.push(part)
    }
    lands.push({ polygon: kept, box: boxOf(clipped) })
  }
  return lands.filter(({ polygon }) => {
    const [lon, lat] = polygon[0]?.[0] ?? [0, 0]
    return !filled.some((lake) => ringHolds(lake[0] ?? [], lon, lat))
  })
}

export function onLand(lands: Land[], lon: number, lat: number): boolean {
  const point: Box = [lon, lat, lon, lat]
  return lands.some((land) => meets(land.box, point) && polygonHolds(land.polygon, lon, lat))
}
