import type { Feature, FeatureCollection, MultiPolygon } from 'geojson'
import { mergeArcs, quantize } from 'topojson-client'
import { presimplify, simplify } from 'topojson-simplify'
import { topology } from 'topojson-server'
import type {
  GeometryCollection,
  MultiPolygon as MultiArcs,
  Polygon as Arcs,
  Topology,
} from 'topojson-specification'
import { z } from 'zod'
import { Areas, type AreaProperties } from '../../shared/region.ts'
import type { Piece } from './carve.ts'

type Layer = GeometryCollection<AreaProperties>
type Areal = FeatureCollection<MultiPolygon, AreaProperties>
type Shape = Arcs<AreaProperties> | MultiArcs<AreaProperties>
export type Naming = { of: (code: string) => string; regency: AreaProperties }

const shapes = (layer: Layer): Shape[] =>
  layer.geometries.filter((one): one is Shape => one.type === 'Polygon' || one.type === 'MultiPolygon')

const layers = z.object({
  village: Areas.shape.objects.shape.village,
  neighbours: Areas.shape.objects.shape.neighbours,
})

/** Finds the borders that areas share. */
function shared(village: Areal, neighbours: Areal): Topology<{ village: Layer; neighbours: Layer }> {
  const { arcs, bbox, transform, objects } = topology({ village, neighbours }, 1e7)
  return { type: 'Topology', arcs, bbox, transform, objects: layers.parse(objects) }
}

function collection(pieces: Piece[], naming: Naming): Areal {
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
  return { type: 'FeatureCollection', features: [...features.values()].sort(byCode) }
}
const byCode = (a: { properties: AreaProperties }, b: { properties: AreaProperties }) =>
  a.properties.code < b.properties.code ? -1 : 1

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
  const groups = Map.groupBy(parts, (part) => key(part.properties?.code ?? ''))
  const geometries = [...groups].map(([code, members]): Shape => {
    const { arcs } = mergeArcs(whole, members)
    return { type: 'MultiPolygon', arcs, properties: { code, name: naming.of(code) } }
  })
  return { type: 'GeometryCollection', geometries }
}

/** Adds the layers that follow from villages and neighbours. */
function layered(whole: Topology<{ village: Layer; neighbours: Layer }>, naming: Naming) {
  const { village, neighbours } = whole.objects
  const own = shapes(village)
  return {
    ...whole,
    objects: {
      district: joined(whole, own, (code) => code.slice(0, 8), naming),
      village,
      regency: joined(whole, own, () => naming.regency.code, naming),
      neighbours,
      land: joined(whole, [...own, ...shapes(neighbours)], () => '', naming),
    },
  }
}

/**
 * Makes areas.topojson of pieces: borders shared, simplified until it takes no more than `bytes`, on a raster of about
 * 10 m. `tolerance` is where simplifying begins, in square degrees (Visvalingam's area of a bend).
 */
export function areasOf(pieces: Piece[], naming: Naming, bytes: number, tolerance: number): Areas {
  const own = (piece: Piece) => piece.label.length > 5
  const others = pieces.filter((piece) => !own(piece))
  const full = shared(collection(pieces.filter(own), naming), collection(others, naming))
  const weighted = presimplify(full)
  keepShapes(weighted)
  for (let least = tolerance; ; least *= 1.5) {
    const plain = layered(simplify(weighted, least), naming)
    const [west = 0, , east = 0] = plain.bbox ?? []
    const areas = Areas.parse(quantize(plain, Math.ceil((east - west) * 1e4) + 1))
    if (JSON.stringify(areas).length <= bytes || least > tolerance * 1000) return areas
  }
}
