import { Map as MapLibreMap, setWorkerUrl, type LngLatBoundsLike } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import type { Region } from '../../shared/region.ts'
import { layers } from './layers/index.ts'
import { readLook } from './look.ts'
import type { RegionShapes } from './region.ts'
import { baseLayers, baseStyle } from './style.ts'
import { addSymbols } from './symbols.ts'

setWorkerUrl(workerUrl)

/** How much of the region's size is shown around it. */
const margin = 0.16

function boundsOf({ bbox: [west, south, east, north] }: Region): LngLatBoundsLike {
  const [x, y] = [(east - west) * margin, (north - south) * margin]
  return [west - x, south - y, east + x, north + y]
}

/** A map of the region in `container`; it keeps the region in view, and its look in step with the page. */
export function createMap(
  container: HTMLElement,
  shapes: RegionShapes,
): { map: MapLibreMap; remove: () => void } {
  const root = document.documentElement
  let look = readLook(root)
  const touch = matchMedia('(pointer: coarse)').matches
  const map = new MapLibreMap({
    container,
    style: baseStyle(shapes, look),
    bounds: boundsOf(shapes.region),
    interactive: touch,
    cooperativeGestures: touch,
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    fadeDuration: 0,
    reduceMotion: true,
    maxZoom: 16,
    minZoom: 4,
    maxPitch: 0,
  })
  map.touchZoomRotate.disableRotation()

  const addLayers = () => {
    addSymbols(map, look)
    for (const layer of layers) {
      if (map.getSource(layer.id)) continue
      const empty = { type: 'FeatureCollection' as const, features: [] }
      map.addSource(layer.id, { type: 'geojson', data: empty, promoteId: 'id', ...layer.source?.(look) })
      for (const style of layer.style(look)) map.addLayer(style, layer.beneath)
    }
  }
  // Also after a lost graphics context, when the style was built anew.
  map.on('style.load', addLayers)

  let moved = false
  map.on('movestart', (event) => (moved ||= event.originalEvent !== undefined))
  const resized = new ResizeObserver(() => {
    const fresh = readLook(root)
    if (fresh.unit !== look.unit) restyle(map, (look = fresh))
    if (!moved) map.fitBounds(boundsOf(shapes.region), { animate: false })
  })
  resized.observe(container)
  return {
    map,
    remove: () => {
      resized.disconnect()
      map.remove()
    },
  }
}

type PaintName = Parameters<MapLibreMap['setPaintProperty']>[1]
type LayoutName = Parameters<MapLibreMap['setLayoutProperty']>[1]

/** Gives every style layer the sizes and colours of another look; sources and their data stay. */
function restyle(map: MapLibreMap, look: ReturnType<typeof readLook>): void {
  for (const layer of [...baseLayers(look), ...layers.flatMap((one) => one.style(look))]) {
    if (!map.getLayer(layer.id)) continue
    for (const [name, value] of Object.entries(layer.paint ?? {})) map.setPaintProperty(layer.id, name, value)
    for (const [name, value] of Object.entries(layer.layout ?? {}))
      map.setLayoutProperty(layer.id, name, value)
  }
}
