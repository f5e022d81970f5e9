import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl'
import type { Look } from './look.ts'
import type { Marks } from './marks.ts'

const id = 'marks-room'
/** Names give way twice at most in so long: moving them costs a new picture of the map. */
const everyMs = 2_000
const lookMs = 250

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

/** Keeps the room of the marks in the map, at most twice in two seconds, until the answered function is called. */
export function keepRoom(map: MapLibreMap, marks: Marks): () => void {
  let known = ''
  let looked: unknown
  /** When they gave way the last two times: a first look and a second are not far apart. */
  let gave = [-Infinity, -Infinity] as const
  let busy = false
  map.on('style.load', () => (known = ''))
  const timer = setInterval(() => {
    const source = map.getSource<GeoJSONSource>(id)
    const features = marks.room()
    if (busy || !source || document.hidden || (known && features === looked)) return
    // After a rest the names give way at once: an incident's words never stand on one for long.
    if (performance.now() - gave[0] < everyMs || (!known && features.length === 0)) return
    looked = features
    const room = JSON.stringify(features)
    if (room === known) return
    known = room
    gave = [gave[1], performance.now()]
    busy = true
    const done = () => (busy = false)
    source.setData({ type: 'FeatureCollection', features }).then(done, done)
  }, lookMs)
  return () => clearInterval(timer)
}
