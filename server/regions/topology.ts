import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { mergeArcs, quantize } from 'topojson-client'
import { presimplify, simplify } from 'topojson-simplify'
import { topology } from 'topojson-server'
import type { Topology } from 'topojson-specification'
import { z } from 'zod'
import { Areas, type AreaProperties } from '../../shared/region.ts'
import type { Piece } from './carve.ts'

type Layer = Areas['objects']['village']
type Shape = Layer['geometries'][number]
export type Layered = Topology<Record<string, Layer>>
type Areal = FeatureCollection<MultiPolygon, AreaProperties>
export type Naming = { of: (code: string) => string; regency: AreaProperties }

const layer = Areas.shape.objects.shape.village

/** Finds the borders that areas share, within a layer and between layers. */
export function topologyOf(collections: Record<string, Areal>): Layered {
  const { arcs, bbox, transform, objects } = topology(collections, 1e7)
  return { type: 'Topology', arcs, bbox, transform, objects: z.record(z.string(), layer).parse(objects) }
}

/** The areas of a layer, or none where there is no such layer. */
export const partsOf = (whole: Layered, name: string): Shape[] => whole.objects[name]?.geometries ?? []

export const layerOf = (geometries: Shape[]): Layer => ({ type: 'GeometryCollection', geometries })

/** Features, one per label in the order of their coming, of the pieces with that label. */
export function collection(pieces: Pick<Piece, 'label' | 'polygon'>[], naming: Naming): Areal {
  const features = new Map<string, Feature<MultiPolygon, AreaProperties>>()
  for (const { label, polygon } of pieces) {
    const known = features.get(label)
    if (known) known.geometry.coordinates.push(polygon)
    else
      features.set(label, {
        type: 'Feature',
        properties: { code: label, name: naming.of(label) },
        geometry: { type: 'MultiPolygon', coordinates: [polygon] },
      })
  }
  return { type: 'FeatureCollection', features: [...features.values()] }
}

/** Gives every line one inner point that stays, and every closed one three, so that no area collapses into a line. */
function keepShapes(whole: Topology): void {
  for (const arc of whole.arcs) {
    const [first, last] = [arc[0], arc.at(-1)]
    const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1]
    const inner = arc.slice(1, -1).sort((a, b) => (b[2] ?? 0) - (a[2] ?? 0))
    for (const point of inner.slice(0, closed ? 3 : 1)) point[2] = Infinity
  }
}

/** Joins areas by a key of their code into one each, along the borders they share. */
export function joined(
  whole: Topology,
  parts: Shape[],
  key: (code: string) => string,
  naming: Naming,
): Layer {
  const groups = Map.groupBy(parts, (part) => key(part.properties.code))
  const merged = [...groups].map(([code, members]): Shape => {
    const { arcs } = mergeArcs(whole, members)
    return { type: 'MultiPolygon', arcs, properties: { code, name: naming.of(code) } }
  })
  return layerOf(merged)
}

/**
 * Completes and writes a topology: borders shared, simplified until it takes no more than `bytes`, on a raster of about
 * 10 m. `tolerance` is where simplifying begins, in square degrees (Visvalingam's area of a bend).
 */
export function fitted<Written>(
  full: Layered,
  complete: (whole: Layered) => Record<string, Layer>,
  written: z.ZodType<Written>,
  bytes: number,
  tolerance: number,
): Written {
  const weighted = presimplify(full)
  keepShapes(weighted)
  for (let least = tolerance; ; least *= 1.5) {
    const plain = simplify(weighted, least)
    const [west = 0, , east = 0] = plain.bbox ?? []
    const raster = quantize({ ...plain, objects: complete(plain) }, Math.ceil((east - west) * 1e4) + 1)
    const areas = written.parse(raster)
    if (JSON.stringify(areas).length <= bytes || least > tolerance * 1000) return areas
  }
}

/** Makes areas.topojson of the pieces of a region: villages by their codes, neighbours by their regency's. */
export function areasOf(parts: Piece[], naming: Naming, bytes: number, tolerance: number): Areas {
  const pieces = parts.toSorted((a, b) => Number(a.label > b.label) - Number(a.label < b.label))
  const own = (piece: Piece) => piece.label.length > 5
  const others = pieces.filter((piece) => !own(piece))
  const full = topologyOf({
    village: collection(pieces.filter(own), naming),
    neighbours: collection(others, naming),
  })
  const complete = (whole: Layered) => {
    const [villages, neighbours] = [partsOf(whole, 'village'), partsOf(whole, 'neighbours')]
    return {
      district: joined(whole, villages, (code) => code.slice(0, 8), naming),
      village: layerOf(villages),
      regency: joined(whole, villages, () => naming.regency.code, naming),
      neighbours: layerOf(neighbours),
      land: joined(whole, [...villages, ...neighbours], () => '', naming),
    }
  }
  return fitted(full, complete, Areas, bytes, tolerance)
}
