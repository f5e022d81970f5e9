import type { Feature, FeatureCollection } from 'geojson'
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Situation } from '../../shared/situation/situation.ts'
import { classesOf, knowsVillages, rampOf } from './classes.ts'
import type { Look } from './look.ts'
import type { RegionShapes } from './region.ts'

const id = 'choropleth'
/** Beneath the lines of the districts, and so beneath names and everything that happened. */
export const choroplethBeneath = 'district-line'

export function choroplethStyle(look: Look): LayerSpecification[] {
  return [
    {
      id,
      type: 'fill',
      source: id,
      filter: ['has', 'class'],
      paint: { 'fill-color': ['to-color', ['at', ['get', 'class'], ['literal', computed(look)]]] },
    },
    {
      id: `${id}-late`,
      type: 'fill',
      source: id,
      filter: ['==', ['get', 'late'], true],
      paint: { 'fill-pattern': 'hatch' },
    },
  ]
}

/** MapLibre does not know `color-mix`: the page reckons the colours. */
function computed(look: Look): string[] {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  return rampOf(look.region, look.quake).map((color) => {
    if (!canvas) return look.region
    canvas.fillStyle = color
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data
    return `rgb(${red}, ${green}, ${blue})`
  })
}

/** Colours the areas by an indicator, or by none; asked again it works only where something changed. */
export function choropleth(map: MapLibreMap, shapes: RegionShapes) {
  let drawn = ''
  map.on('style.load', () => (drawn = ''))
  return (situation: Situation, indicator: string | undefined, now: number): void => {
    const source = map.getSource<GeoJSONSource>(id)
    const asked = indicator === undefined ? undefined : situation.indicator.get(indicator)
    // Lateness is looked at once an hour.
    const key = asked ? `${asked.id} ${asked.seq} ${Math.floor(now / 3_600_000)}` : 'none'
    if (!source || key === drawn) return
    drawn = key
    const areas: FeatureCollection = asked && knowsVillages(asked) ? shapes.village : shapes.district
    const codes = areas.features.map(({ properties }) => String(properties?.code))
    const found = asked && classesOf(asked, codes, now).areas
    const features: Feature[] = areas.features.flatMap(({ geometry, properties }) => {
      const area = found?.get(String(properties?.code))
      return area ? [{ type: 'Feature', geometry, properties: area }] : []
    })
    void source.setData({ type: 'FeatureCollection', features })
  }
}
