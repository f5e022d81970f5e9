import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import 'maplibre-gl/dist/maplibre-gl.css'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { addBasemap, basemapStyle, openBasemap, type Basemap } from './basemap.ts'
import { choroplethBeneath, choroplethStyle } from './choropleth.ts'
import { layers, markLayers } from './layers/index.ts'
import { readLook } from './look.ts'
import { Marks } from './marks.ts'
import { showInPictures } from './picture.ts'
import type { RegionShapes } from './region.ts'
import { keepRoom, roomStyle } from './room.ts'
import { baseLayers, baseStyle } from './style.ts'
import { addSymbols } from './symbols.ts'
import { viewBox, type Box } from './view.ts'

setWorkerUrl(workerUrl)

/** A move of the camera that nobody's eye has to run after. */
const unhurriedMs = 4_000
/** Whoever moved the map by hand is left alone for so long. */
const leftAloneMs = 120_000

/** The one map of a page. */
export interface LiveMap {
  map: MapLibreMap
  marks: Marks
  /** Brings this box into view, slowly where asked, unless someone moved the map by hand within two minutes. */
  show: (box: Box, slowly?: boolean) => void
  /** Comes nearer to a place, as by hand; answers false where it is as near as it goes. */
  nearer: (lon: number, lat: number) => boolean
  /** It is one part of a picture over several screens, which does not move. */
  isSpread: () => boolean
  remove: () => void
}

/** A map of the region in `container`, whose look stays in step with the page; it says when the basemap cannot be read. */
export function createMap(
  container: HTMLElement,
  shapes: RegionShapes,
  basemapFailed: () => void = () => undefined,
): LiveMap {
  const root = document.documentElement
  let box = viewBox(shapes.region, undefined, 0)
  let look = readLook(root)
  const touch = matchMedia('(pointer: coarse)').matches
  /** One finger moves the page where that scrolls; where it does not, the map. */
  const scrolls = () => container.closest('.scene:not(.scrolls)') === null
  const map = new MapLibreMap({
    container,
    style: baseStyle(shapes, look),
    bounds: box,
    interactive: touch,
    cooperativeGestures: touch && scrolls(),
    dragRotate: false,
    pitchWithRotate: false,
    attributionControl: false,
    fadeDuration: 0,
    reduceMotion: true,
    maxZoom: 16,
    minZoom: 4,
    maxPitch: 0,
    // What is out of sight is made again from its source: a wall that changes scenes for months keeps none of it.
    maxTileCacheSize: 0,
  })
  map.touchZoomRotate.disableRotation()
  const marks = new Marks(map, markLayers, look)
  const forget = showInPictures(map, marks.canvas)
  const stopRoom = keepRoom(map, marks)

  const addLayers = () => {
    addSymbols(map, look)
    const empty = { type: 'FeatureCollection' as const, features: [] }
    for (const layer of layers) {
      if (map.getSource(layer.id)) continue
      map.addSource(layer.id, { type: 'geojson', data: empty, promoteId: 'id' })
      for (const style of layer.style(look)) map.addLayer(style, layer.beneath)
    }
    const room = roomStyle(look)
    if (map.getSource(room.id)) return
    map.addSource('choropleth', { type: 'geojson', data: empty })
    for (const style of choroplethStyle(look)) map.addLayer(style, choroplethBeneath)
    map.addSource(room.id, { type: 'geojson', data: empty })
    map.addLayer(room)
  }
  // Also after a lost graphics context, when the style was built anew.
  map.on('style.load', addLayers)
  let basemap: Basemap | undefined
  const lay = () => {
    if (basemap && map.getLayer('choropleth')) addBasemap(map, basemap, look)
  }
  map.on('style.load', lay)
  map.on('error', (event) => {
    if ('sourceId' in event && event.sourceId === 'basemap') basemapFailed()
  })
  openBasemap().then((found) => {
    basemap = found
    lay()
  }, basemapFailed)
  // MapLibre leaves the style of a lost context on its list for right-to-left writing, and with it all of its tiles.
  let { style } = map
  map.on('style.load', () => ({ style } = map))
  map.on('webglcontextlost', () => style._remove(false))

  const padding = () => {
    const beyond = beyondOf(container)
    // The region stands beside the notes in the map's upper left corner, not beneath them.
    const notes = Number(getComputedStyle(container).getPropertyValue('--notes') || 0) * 16 * look.unit
    // What lies on other screens is room as well: the box is fitted into the picture that all of them show.
    return { ...beyond, left: beyond.left < 0 ? beyond.left : notes }
  }
  let fitted = ''
  const home = (slowly = false) => {
    fitted = JSON.stringify(padding())
    const still = !slowly || matchMedia('(prefers-reduced-motion: reduce)').matches
    // What the reader asked of the system was asked above: `essential` speaks to MapLibre's own switch.
    const motion = still ? { animate: false } : { duration: unhurriedMs, essential: true }
    map.fitBounds(box, { ...motion, padding: padding() })
  }
  home()
  let byHand = -Infinity
  map.on('move', (event) => {
    if (event.originalEvent === undefined) return
    byHand = performance.now()
    fitted = ''
  })
  const inHand = () => performance.now() - byHand < leftAloneMs
  const resized = new ResizeObserver(() => {
    // A page that is being laid out anew may have no room for the map for a moment.
    if (container.clientWidth < 50 || container.clientHeight < 50) return
    map.resize()
    if (touch) map.cooperativeGestures[scrolls() ? 'enable' : 'disable']()
    const fresh = readLook(root)
    if (fresh.unit !== look.unit) {
      restyle(map, (look = fresh))
      marks.restyle(look)
    }
    if (!inHand()) home()
  })
  resized.observe(container)
  return {
    map,
    marks,
    show: (fresh, slowly) => {
      const same = fresh.every((edge, at) => edge === box[at]) && fitted === JSON.stringify(padding())
      if (inHand() || same) return
      box = fresh
      home(slowly)
    },
    nearer: (lon, lat) => {
      if (map.getZoom() > map.getMaxZoom() - 0.5) return false
      byHand = performance.now()
      fitted = ''
      // At once: a move under way would end where a change of the page's size meets it.
      map.jumpTo({ center: [lon, lat], zoom: map.getZoom() + 2 })
      return true
    },
    isSpread: () => Object.values(beyondOf(container)).some((side) => side !== 0),
    remove: () => {
      resized.disconnect()
      forget()
      stopRoom()
      map.remove()
    },
  }
}

/** How far the picture reaches beyond this map on each side, as negative padding; from the page's style. */
function beyondOf(container: HTMLElement) {
  const style = getComputedStyle(container)
  const side = (name: string) => -Number(style.getPropertyValue(`--beyond-${name}`) || 0)
  return { top: side('top'), right: side('right'), bottom: side('bottom'), left: side('left') }
}

type PaintName = Parameters<MapLibreMap['setPaintProperty']>[1]
type LayoutName = Parameters<MapLibreMap['setLayoutProperty']>[1]

/** Gives every style layer the sizes and colours of another look; sources and their data stay. */
function restyle(map: MapLibreMap, look: ReturnType<typeof readLook>): void {
  for (const layer of [
    ...baseLayers(look),
    ...basemapStyle(look),
    ...choroplethStyle(look),
    ...layers.flatMap((one) => one.style(look)),
    roomStyle(look),
  ]) {
    if (!map.getLayer(layer.id)) continue
    for (const [name, value] of Object.entries(layer.paint ?? {}))
      map.setPaintProperty(layer.id, name as PaintName, value)
    for (const [name, value] of Object.entries(layer.layout ?? {}))
      map.setLayoutProperty(layer.id, name as LayoutName, value)
  }
}
