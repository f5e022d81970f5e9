import { addProtocol, type LayerSpecification, type Map as MapLibreMap } from 'maplibre-gl'
import * as z from 'zod'
import type { Look } from './look.ts'

const id = 'basemap'
const Configured = z.object({ tiles: z.string().nullable() })

/** An archive that can be drawn: the zooms it knows, and what its makers want to be called. */
export interface Basemap {
  url: string
  minzoom: number
  maxzoom: number
}

/** The map that this installation was given besides ours; undefined: none. Throws when it cannot be read. */
export async function openBasemap(): Promise<Basemap | undefined> {
  const answer = await fetch('/basemap.json', { credentials: 'same-origin' })
  const { tiles } = Configured.parse(await answer.json())
  if (tiles === null) return undefined
  const { PMTiles, Protocol } = await import('pmtiles')
  const url = new URL(tiles, location.href).href
  const archive = new PMTiles(url)
  const { minZoom, maxZoom } = await archive.getHeader()
  const protocol = new Protocol()
  protocol.add(archive)
  addProtocol('pmtiles', protocol.tile)
  return { url: `pmtiles://${url}`, minzoom: minZoom, maxzoom: maxZoom }
}

/** Puts the archive between our land and everything that is drawn on it. */
export function addBasemap(map: MapLibreMap, { url, minzoom, maxzoom }: Basemap, look: Look): void {
  if (map.getSource(id)) return
  const tiles = [`${url}/{z}/{x}/{y}`]
  map.addSource(id, { type: 'vector', tiles, minzoom, maxzoom, attribution: '© OpenStreetMap' })
  for (const layer of basemapStyle(look)) {
    map.addLayer(layer, layer.type === 'symbol' ? 'neighbour-name' : 'choropleth')
  }
}

/** A quiet style for the layers of the Protomaps basemap, https://docs.protomaps.com/basemaps/layers : water, woods, roads, houses, small places. */
export function basemapStyle(look: Look): LayerSpecification[] {
  const { unit } = look
  const road = (name: string, kinds: string[], minzoom: number, width: number): LayerSpecification => ({
    id: `${id}-${name}`,
    type: 'line',
    source: id,
    'source-layer': 'roads',
    minzoom,
    filter: ['in', ['get', 'kind'], ['literal', kinds]],
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': look.districtLine,
      'line-opacity': 0.6,
      'line-width': [
        'interpolate',
        ['exponential', 1.6],
        ['zoom'],
        8,
        width * unit * 0.5,
        16,
        width * unit * 4,
      ],
    },
  })
  return [
    {
      id: `${id}-landuse`,
      type: 'fill',
      source: id,
      'source-layer': 'landuse',
      filter: [
        'in',
        ['get', 'kind'],
        ['literal', ['forest', 'wood', 'nature_reserve', 'national_park', 'park']],
      ],
      paint: { 'fill-color': look.land, 'fill-opacity': 0.5 },
    },
    {
      id: `${id}-water`,
      type: 'fill',
      source: id,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': look.sea },
    },
    road('minor', ['minor_road', 'path'], 12, 0.8),
    road('major', ['major_road'], 8, 1.3),
    road('highway', ['highway'], 5, 2),
    {
      id: `${id}-buildings`,
      type: 'fill',
      source: id,
      'source-layer': 'buildings',
      minzoom: 14,
      paint: { 'fill-color': look.districtLine, 'fill-opacity': 0.35 },
    },
    {
      id: `${id}-places`,
      type: 'symbol',
      source: id,
      'source-layer': 'places',
      minzoom: 11,
      filter: ['in', ['get', 'kind'], ['literal', ['locality', 'neighbourhood']]],
      layout: { 'text-field': ['get', 'name'], 'text-font': ['Label'], 'text-size': 13 * unit },
      paint: { 'text-color': look.labelQuiet, 'text-halo-color': look.halo, 'text-halo-width': 1.5 * unit },
    },
  ]
}
