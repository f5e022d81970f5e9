import { boxOf, clipRing, meets, polygonHolds, ringHolds, squareKm, type Box, type Polygon } from './rings.ts'

export type Land = { polygon: Polygon; box: Box }

/** Lakes below this belong to the land around them, with the islets in them. */
const lakeKm2 = 50

/** The part of a polygon in a box, joined along the box's sides; null when there is none. */
export function clipPolygon([outline, ...holes]: Polygon, box: Box): Land | null {
  if (!outline || !meets(box, boxOf(outline))) return null
  const clipped = clipRing(outline, box)
  if (clipped.length === 0) return null
  const within = holes.filter((hole) => meets(box, boxOf(hole))).map((hole) => clipRing(hole, box))
  return { polygon: [clipped, ...within.filter((hole) => hole.length > 0)], box: boxOf(clipped) }
}

/** The land inside a box, cut to it first: whole continents make everything after slow and invalid. */
export function landIn(box: Box, world: Polygon[]): Land[] {
  const lands = world.filter(([outline]) => outline && meets(box, boxOf(outline)))
  const near = lands.flatMap(([, ...lakes]) => lakes.filter((lake) => meets(box, boxOf(lake))))
  const ponds = new Set(near.filter((lake) => squareKm([lake]) < lakeKm2))
  return lands.flatMap(([outline = [], ...lakes]) => {
    const [lon, lat] = outline[0] ?? [0, 0]
    for (const pond of ponds) if (ringHolds(pond, lon, lat)) return []
    return clipPolygon([outline, ...lakes.filter((lake) => !ponds.has(lake))], box) ?? []
  })
}

export function onLand(lands: Land[], lon: number, lat: number): boolean {
  const point: Box = [lon, lat, lon, lat]
  return lands.some((land) => meets(land.box, point) && polygonHolds(land.polygon, lon, lat))
}
