import type { Feature, FeatureCollection, MultiLineString, Position } from 'geojson'
import { feature, mesh } from 'topojson-client'
import type { Objects, Topology as AnyTopology } from 'topojson-specification'
import * as z from 'zod'
import { Areas, Region, type AreaProperties } from '../../shared/region.ts'

type Topology = AnyTopology<Objects<AreaProperties>>

/** A region as the map draws it. */
export interface RegionShapes {
  region: Region
  land: FeatureCollection
  neighbours: FeatureCollection
  /** The lines between neighbours, without the cut edges of the box. */
  between: Feature
  regency: FeatureCollection
  district: FeatureCollection
  /** The coarse outline of the country, beyond the box of the pack. */
  backdrop: FeatureCollection
  /** The box of the pack, within which the coarse outline is not drawn. */
  frame: Feature
}

/** indonesia.topojson: the country as one shape, coarse. */
const Backdrop = Areas.omit({ objects: true }).extend({
  objects: z.object({
    land: z.object({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(z.array(z.int()))) }),
  }),
})

/** While the server is away a file is asked for again and again; what the server does not have is an error at once. */
async function json(url: string): Promise<unknown> {
  for (;;) {
    const answer = await fetch(url, { credentials: 'same-origin' }).catch(() => undefined)
    if (answer?.ok) return answer.json()
    if (answer && answer.status < 500) throw new Error(`${url} answered ${answer.status}`)
    await new Promise((resolve) => setTimeout(resolve, 2_000 + Math.random() * 4_000))
  }
}

function collection(topology: Topology, name: string): FeatureCollection {
  const object = topology.objects[name]
  if (!object) return { type: 'FeatureCollection', features: [] }
  const made = feature(topology, object)
  return made.type === 'FeatureCollection' ? made : { type: 'FeatureCollection', features: [made] }
}

function linesBetween(topology: Topology, name: string): MultiLineString {
  const object = topology.objects[name]
  if (!object) return { type: 'MultiLineString', coordinates: [] }
  return mesh(topology, object, (one, other) => one !== other)
}

/** Names of every district and village of a pack by code. */
export function placeNames(region: Region): Map<string, string> {
  return new Map([...region.districts, ...region.villages].map(({ code, name }) => [code, name]))
}

/** region.json alone: names, box and attribution of the region with this code. */
export async function loadRegion(code: string): Promise<Region> {
  return Region.parse(await json(`/regions/${code}/region.json`))
}

/** The shapes of a region; the backdrop may be missing, the region's own areas may not. */
export async function loadShapes(region: Region): Promise<RegionShapes> {
  const [areas, country] = await Promise.all([
    json(`/regions/${region.code}/areas.topojson`),
    json('/regions/indonesia.topojson').catch(() => undefined),
  ])
  const topology = Areas.parse(areas) as Topology
  const backdrop = Backdrop.safeParse(country)
  const [west, south, east, north] = topology.bbox ?? region.bbox
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return {
    region,
    land: collection(topology, 'land'),
    neighbours: collection(topology, 'neighbours'),
    between: { type: 'Feature', properties: {}, geometry: linesBetween(topology, 'neighbours') },
    regency: collection(topology, 'regency'),
    district: collection(topology, 'district'),
    backdrop: backdrop.success
      ? collection(backdrop.data as Topology, 'land')
      : { type: 'FeatureCollection', features: [] },
    frame: { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } },
  }
}
