import type { MultiPolygon } from 'geojson'
import { feature } from 'topojson-client'
import { presimplify, simplify } from 'topojson-simplify'
import { topology } from 'topojson-server'
import type { Topology } from 'topojson-specification'
import { z } from 'zod'
import { type Region, Surroundings } from '../../shared/region.ts'
import { carve } from './carve.ts'
import { type Land, landIn } from './coast.ts'
import { electorates } from './electorates.ts'
import { inside } from './frame.ts'
import { boxOf, squareKm, type Box, type Polygon, type Position } from './rings.ts'
import type { IslandPoint } from './sources.ts'
import { collection, fitted, type Layered, layerOf, type Naming, partsOf, topologyOf } from './topology.ts'
import type { VillagePoint } from './village-points.ts'

/** A map of the regency is at most so much wider than it is high. */
const aspect = 2.4
/** Degrees on each side: as far as a strong earthquake widens the picture, and some more. */
const beyond = 0.5
const bytes = 22_000
/** Of the box's width: what is finer no wall shows, and no file should carry. */
const finest = 1 / 1600

/** The box around a regency that a wide map of it can show. */
export function surroundingsBox([west, south, east, north]: Region['bbox']): Box {
  const margin = Math.max(beyond, (east - west) * 0.25, (north - south) * 0.25)
  const high = north - south + 2 * margin
  const wide = Math.max(east - west + 2 * margin, high * aspect)
  const middle = (west + east) / 2
  return [middle - wide / 2, south - margin, middle + wide / 2, north + margin]
}

const multiPolygon = z.object({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(z.array(z.int()))) })

/** Bends of less than `least` square degrees straightened before anything is cut: cutting takes its time from them. */
function coarse(lands: Land[], least: number): Land[] {
  const land: MultiPolygon = { type: 'MultiPolygon', coordinates: lands.map(({ polygon }) => polygon) }
  const { objects, ...rest } = topology({ land }, 1e6)
  const whole: Topology<{ land: z.infer<typeof multiPolygon> }> = {
    ...rest,
    objects: z.object({ land: multiPolygon }).parse(objects),
  }
  const plain = simplify(presimplify(whole), least)
  const { geometry } = feature(plain, plain.objects.land)
  if (geometry.type !== 'MultiPolygon') return []
  return geometry.coordinates.flatMap((rings) => {
    const polygon: Polygon = rings
      .map((ring) => ring.map(([lon = 0, lat = 0]): Position => [lon, lat]))
      .filter((ring) => ring.length > 3)
    return polygon[0] ? [{ polygon, box: boxOf(polygon[0]) }] : []
  })
}

/** The regencies within `box`, coarsely and cut along its sides: what a wide map shows around a region's pack. */
export function surroundingsOf(
  box: Box,
  sources: { points: VillagePoint[]; islands: IslandPoint[]; world: Polygon[] },
  naming: Naming,
): Surroundings {
  const width = box[2] - box[0]
  const pixel = width * finest
  const leastKm2 = (pixel * 111) ** 2 * 6
  const lands = coarse(landIn(box, sources.world), pixel ** 2 / 2).filter(
    ({ polygon }) => squareKm(polygon) > leastKm2,
  )
  const points = sources.points.filter(inside(box))
  const cell = width / 240
  const pieces = electorates(lands, points, sources.islands.filter(inside(box)))
    .flatMap((land) => carve(land, box, cell, (vote) => vote.regency))
    .toSorted((a, b) => Number(a.label > b.label) - Number(a.label < b.label))
  const full = topologyOf({ neighbours: collection(pieces, naming) })
  const complete = (whole: Layered) => ({ neighbours: layerOf(partsOf(whole, 'neighbours')) })
  return fitted(full, complete, Surroundings, bytes, pixel ** 2 / 2)
}
