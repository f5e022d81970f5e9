import type { Map as MapLibreMap } from 'maplibre-gl'
import { middle } from '../../shared/events/geometry.ts'
import type { Region } from '../../shared/region.ts'
import type { Situation } from '../../shared/situation/situation.ts'
import { magnitudeOf, quakeAge } from '../earthquakes.ts'

/** What a map looks at now. */
export function viewOf(map: MapLibreMap): Box {
  const bounds = map.getBounds()
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
}

export type Box = [west: number, south: number, east: number, north: number]

/** The words at a place of the map take so much to each side of it and above it, in rem: two lines. */
const words = { aside: 4.5, above: 3 }

/** Of a view that is so many pixels large (a rem is `rem` of them) what has room for words at each of its places: none is cut at an edge. */
export function roomForWords(
  [west, south, east, north]: Box,
  width: number,
  height: number,
  rem: number,
): Box {
  const x = (east - west) * Math.min(0.25, (words.aside * rem) / Math.max(1, width))
  const y = (north - south) * Math.min(0.25, (words.above * rem) / Math.max(1, height))
  return [west + x, south + y, east - x, north - y]
}

/** How much of the region's size is shown around it. */
const margin = 0.07
/** An earthquake of the last day this strong and this near (degrees beyond the region's box) belongs into the picture. */
const strong = 5
const near = 0.4
/** The picture grows by whole steps, so that it does not move with every aftershock. */
const step = 0.1
const round = 0.04

/** What the map shows: the region, and the strong earthquakes of the last day around it. */
export function viewBox({ bbox }: Region, situation: Situation | undefined, now: number): Box {
  const [west, south, east, north] = bbox
  const [x, y] = [(east - west) * margin, (north - south) * margin]
  const box: Box = [west - x, south - y, east + x, north + y]
  for (const id of situation?.index.observationsByKind.get('earthquake') ?? []) {
    const quake = situation?.observation.get(id)
    if (!quake || (magnitudeOf(quake) ?? 0) < strong) continue
    const age = quakeAge(quake, now)
    if (age === 'week' || age === 'past') continue
    const [lon, lat] = middle(quake.geometry)
    if (lon < west - near || lon > east + near || lat < south - near || lat > north + near) continue
    box[0] = Math.min(box[0], Math.floor((lon - round) / step) * step)
    box[1] = Math.min(box[1], Math.floor((lat - round) / step) * step)
    box[2] = Math.max(box[2], Math.ceil((lon + round) / step) * step)
    box[3] = Math.max(box[3], Math.ceil((lat + round) / step) * step)
  }
  return box
}
