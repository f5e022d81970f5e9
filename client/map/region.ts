import type { Feature, FeatureCollection, MultiLineString, Position } from 'geojson'
import { feature, merge, mesh } from 'topojson-client'
import type { MultiPolygon, Objects, Polygon, Topology as AnyTopology } from 'topojson-specification'
import * as z from 'zod'
import { isArea } from '../../shared/events/area.ts'
import { geometry as shape } from '../../shared/events/geometry.ts'
import type { VillageArea } from '../../shared/relief/estimate.ts'
import { districtLabel } from './label-point.ts'
import { Areas, Region, Surroundings, type AreaProperties } from '../../shared/region.ts'

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
  village: FeatureCollection
  /** The coarse outline of the country, beyond all boxes. */
  backdrop: FeatureCollection
  /** What lies around the pack's box, less coarse; an older pack has nothing there. */
  around: { land: FeatureCollection; between: Feature; names: FeatureCollection; frame: FeatureCollection }
  /** The box of the pack, within which nothing coarser is drawn. */
  frame: FeatureCollection
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

const noLines: MultiLineString = { type: 'MultiLineString', coordinates: [] }

function linesBetween(topology: Topology, name: string): MultiLineString {
  const object = topology.objects[name]
  if (!object) return noLines
  return mesh(topology, object, (one, other) => one !== other)
}

/** A box as a shape; nothing without one. */
function boxed(box: readonly number[] | undefined): FeatureCollection {
  const [west = 0, south = 0, east = 0, north = 0] = box ?? []
  const ring: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const geometry = { type: 'Polygon' as const, coordinates: [ring] }
  return { type: 'FeatureCollection', features: box ? [{ type: 'Feature', properties: {}, geometry }] : [] }
}

const line = (geometry: MultiLineString): Feature => ({ type: 'Feature', properties: {}, geometry })

/** Land of one piece, the lines on it, and the regencies that `named` does not know. */
function surroundings(file: unknown, named: ReadonlySet<unknown>): RegionShapes['around'] {
  const { success, data } = Surroundings.safeParse(file)
  const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }
  if (!success) return { land: empty, between: line(noLines), names: empty, frame: empty }
  const topology = data as Topology
  const shapes = data.objects.neighbours.geometries as (Polygon | MultiPolygon)[]
  const land: Feature = { type: 'Feature', properties: {}, geometry: merge(topology, shapes) }
  const all = collection(topology, 'neighbours').features
  return {
    land: { type: 'FeatureCollection', features: [land] },
    between: line(linesBetween(topology, 'neighbours')),
    names: {
      type: 'FeatureCollection',
      features: all.filter(({ properties }) => !named.has(properties?.code)),
    },
    frame: boxed(data.bbox),
  }
}

/** Names of every district and village of a pack by code. */
export function placeNames(region: Region): Map<string, string> {
  return new Map([...region.districts, ...region.villages].map(({ code, name }) => [code, name]))
}

/** region.json alone: names, box and attribution of the region with this code. */
export async function loadRegion(code: string): Promise<Region> {
  const region = Region.parse(await json(`/regions/${code}/region.json`))
  const points = Map.groupBy(
    region.villages.flatMap(({ district, point }) => (point ? [{ district, point }] : [])),
    ({ district }) => district,
  )
  for (const district of region.districts)
    if (district.label)
      district.label = districtLabel(
        district.label,
        (points.get(district.code) ?? []).map(({ point }) => point),
      )
  return region
}

/** The shapes of a region; what surrounds it may be missing, the region's own areas may not. */
export async function loadShapes(region: Region): Promise<RegionShapes> {
  const [areas, around, country] = await Promise.all([
    json(`/regions/${region.code}/areas.topojson`),
    json(`/regions/${region.code}/surroundings.topojson`).catch(() => undefined),
    json('/regions/indonesia.topojson').catch(() => undefined),
  ])
  const topology = Areas.parse(areas) as Topology
  const backdrop = Backdrop.safeParse(country)
  const neighbours = collection(topology, 'neighbours')
  const named = [region.code, ...neighbours.features.map(({ properties }) => properties?.code)]
  return {
    region,
    land: collection(topology, 'land'),
    neighbours,
    between: line(linesBetween(topology, 'neighbours')),
    regency: collection(topology, 'regency'),
    district: collection(topology, 'district'),
    village: collection(topology, 'village'),
    backdrop: backdrop.success
      ? collection(backdrop.data as Topology, 'land')
      : { type: 'FeatureCollection', features: [] },
    around: surroundings(around, new Set(named)),
    frame: boxed(topology.bbox ?? region.bbox),
  }
}

/** The outlines of a region's villages or districts, those that have one. */
export async function loadOutlines(code: string, kind: 'village' | 'district'): Promise<VillageArea[]> {
  const topology = Areas.parse(await json(`/regions/${code}/areas.topojson`)) as Topology
  return collection(topology, kind).features.flatMap(({ properties, geometry }) => {
    const read = shape.safeParse(geometry)
    const code: unknown = properties?.code
    return typeof code === 'string' && read.success && isArea(read.data) ? { code, geometry: read.data } : []
  })
}
