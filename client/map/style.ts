import type { Feature, FeatureCollection } from 'geojson'
import type {
  GeoJSONSourceSpecification,
  LayerSpecification,
  StyleSpecification,
  VariableAnchorOffsetCollectionSpecification,
} from 'maplibre-gl'
import { labelPoint } from './label-point.ts'
import type { Look } from './look.ts'
import type { RegionShapes } from './region.ts'

/** Digits are those of the page: the letters' own zero is slashed. */
const digits = ['U+0030-0039']
const latin = ['U+0000-002F', 'U+003A-024F', 'U+2000-206F', 'U+2190-21FF', 'U+2212']
const font = (weight: number, range = 'latin') =>
  new URL(`/fonts/atkinson-hyperlegible-next-${range}-${weight}-normal.woff2`, location.href).href
const figures = (weight: number) =>
  new URL(`/fonts/noto-sans-latin-${weight}-normal.woff2`, location.href).href

const source = (data: GeoJSONSourceSpecification['data']): GeoJSONSourceSpecification => ({
  type: 'geojson',
  data,
  tolerance: 0.2,
})

function names(shapes: Feature[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: shapes.flatMap(({ geometry, properties }) => {
      const coordinates = labelPoint(geometry)
      if (!coordinates) return []
      const name = String(properties?.name ?? '').replace(/^Kabupaten /, 'Kab. ')
      return [{ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates } }]
    }),
  }
}

/** Where a name may stand, in ems from its point: where no symbol is. The nearest comes first. */
const nearby: VariableAnchorOffsetCollectionSpecification = [
  ...['center', [0, 0], 'bottom', [0, -0.4], 'top', [0, 0.4], 'left', [0.6, 0], 'right', [-0.6, 0]],
  ...['bottom', [0, -1.2], 'top', [0, 1.2], 'left', [1.4, 0], 'right', [-1.4, 0]],
  ...[
    'bottom-left',
    [0.8, -0.8],
    'bottom-right',
    [-0.8, -0.8],
    'top-left',
    [0.8, 0.8],
    'top-right',
    [-0.8, 0.8],
  ],
] as VariableAnchorOffsetCollectionSpecification

/** Our own style: sea, land, the region lifted out of its quiet neighbours, and names from shipped fonts. */
export function baseStyle(shapes: RegionShapes, look: Look): StyleSpecification {
  const districts: FeatureCollection = {
    type: 'FeatureCollection',
    features: shapes.region.districts.flatMap(({ name, label }) =>
      label
        ? [{ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates: label } }]
        : [],
    ),
  }
  return {
    version: 8,
    'font-faces': {
      Label: [
        { url: font(400), 'unicode-range': latin },
        { url: figures(400), 'unicode-range': digits },
      ],
      'Label Bold': [
        { url: font(600), 'unicode-range': latin },
        { url: figures(600), 'unicode-range': digits },
      ],
    },
    sources: {
      backdrop: source(shapes.backdrop),
      'around-frame': source(shapes.around.frame),
      around: source(shapes.around.land),
      'around-between': source(shapes.around.between),
      frame: source(shapes.frame),
      land: source(shapes.land),
      between: source(shapes.between),
      regency: source(shapes.regency),
      district: source(shapes.district),
      'neighbour-names': source(names([...shapes.neighbours.features, ...shapes.around.names.features])),
      'district-names': source(districts),
    },
    layers: baseLayers(look),
  }
}

/** The style layers of the base map in this look. */
export function baseLayers(look: Look): LayerSpecification[] {
  const { unit } = look
  const fill = (id: string, from: string, color: string, smooth = true): LayerSpecification => ({
    id,
    type: 'fill',
    source: from,
    paint: { 'fill-color': color, 'fill-antialias': smooth },
  })
  const line = (id: string, from: string, color: string, width: number): LayerSpecification => ({
    id,
    type: 'line',
    source: from,
    layout: { 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': width * unit },
  })
  return [
    { id: 'sea', type: 'background', paint: { 'background-color': look.sea } },
    fill('backdrop', 'backdrop', look.land),
    // Each finer picture lies in a box of plain sea, whose edge must not show.
    fill('around-frame', 'around-frame', look.sea, false),
    fill('around', 'around', look.land),
    line('around-line', 'around-between', look.neighbourLine, 1),
    fill('frame', 'frame', look.sea, false),
    fill('land', 'land', look.land),
    line('neighbour-line', 'between', look.neighbourLine, 1),
    fill('region', 'regency', look.region),
    line('district-line', 'district', look.districtLine, 1),
    line('region-line', 'regency', look.regionLine, 2),
    {
      id: 'neighbour-name',
      type: 'symbol',
      source: 'neighbour-names',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Label'],
        'text-size': 15 * unit,
        'text-max-width': 8,
      },
      paint: { 'text-color': look.labelQuiet, 'text-halo-color': look.land, 'text-halo-width': 1.5 * unit },
    },
    {
      id: 'district-name',
      type: 'symbol',
      source: 'district-names',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': ['Label Bold'],
        'text-size': 16 * unit,
        'text-max-width': 7,
        'text-line-height': 1.1,
        'text-padding': unit,
        'text-variable-anchor-offset': nearby,
      },
      paint: { 'text-color': look.label, 'text-halo-color': look.halo, 'text-halo-width': 2 * unit },
    },
  ]
}
