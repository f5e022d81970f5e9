import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Look } from './look.ts'
import type { Marks } from './marks.ts'

const id = 'marks-room'
/** Names may stand beneath a new mark for so long: moving them costs a new picture of the map. */
const everyMs = 2_000

/** Nothing that is seen: the room of the marks and their titles, so that the map's names give way. */
export function roomStyle(look: Look): LayerSpecification {
  return {
    id,
    type: 'symbol',
    source: id,
    layout: {
      'icon-image': ['case', ['has', 'size'], 'blank', ''],
      'icon-size': ['*', look.unit, ['coalesce', ['get', 'size'], 1]],
      'icon-allow-overlap': true,
      'text-field': ['coalesce', ['get', 'title'], ''],
      'text-font': ['Label Bold'],
      'text-size': 14.5 * look.unit,
      'text-max-width': 40,
      'text-offset': ['coalesce', ['get', 'offset'], ['literal', [0, 0]]],
      'text-allow-overlap': true,
    },
    paint: { 'text-opacity': 0 },
  }
}

/** Keeps the room of the marks in the map, at most every two seconds, until the answered function is called. */
export function keepRoom(map: MapLibreMap, marks: Marks): () => void {
  let known = ''
  let busy = false
  map.on('style.load', () => (known = ''))
  const timer = setInterval(() => {
    const source = map.getSource<GeoJSONSource>(id)
    if (busy || !source || document.hidden) return
    const features = marks.room()
    const room = JSON.stringify(features)
    if (room === known) return
    known = room
    busy = true
    const done = () => (busy = false)
    source.setData({ type: 'FeatureCollection', features }).then(done, done)
  }, everyMs)
  return () => clearInterval(timer)
}
