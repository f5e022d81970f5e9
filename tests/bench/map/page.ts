import type { GeoJSONSource } from 'maplibre-gl'
import type { RecordedEvent } from '../../../shared/events/types.ts'
import { evolve } from '../../../shared/situation/evolve.ts'
import { createSituation } from '../../../shared/situation/situation.ts'
import { createMap } from '../../../client/map/create.ts'
import { drawn } from '../../../client/map/drawn.ts'
import { layers, markLayers } from '../../../client/map/layers/index.ts'
import { readLook } from '../../../client/map/look.ts'
import { loadRegion, loadShapes } from '../../../client/map/region.ts'
import { MapUpdates } from '../../../client/map/updates.ts'
import { mix } from '../mix.ts'

const container = document.querySelector('main')
if (!container) throw new Error('no main')
const shapes = await loadShapes(await loadRegion('52.02'))
/** The frame after the one it was drawn in has begun: it stands on the glass. */
const onGlass = () => new Promise((resolve) => requestAnimationFrame(resolve))
const rest = () => new Promise((resolve) => setTimeout(resolve, 300))

export interface Measured {
  /** ms from an event that came in until it was drawn, one by one. */
  ours: number[]
  /** ms from setData of every point, one of them changed, until it was drawn. */
  setData: number[]
}

/** Opens `open` items, then changes one at a time, `rounds` times, this way and that way by turns. */
async function measure(open: number, rounds: number): Promise<Measured> {
  const events = mix(open * 1.3, 0).first.filter(
    ({ type }) => type === 'ticket.opened' || type === 'incident.reported',
  )
  const situation = createSituation()
  for (const event of events.slice(0, open)) evolve(situation, event)
  const now = Date.parse(situation.recorded)
  const { map, marks, remove } = createMap(container!, shapes)
  let told = (_seq: number): void => undefined
  const reached = (seq: number) =>
    new Promise<void>((resolve) => {
      told = (shown) => shown >= seq && resolve()
    })
  const whole = reached(situation.seq)
  const updates = new MapUpdates(
    map,
    marks,
    { drawn: layers, marked: markLayers },
    {
      situation: () => situation,
      now: () => now,
      drawn: (seq) => told(seq),
    },
  )
  await whole
  const drawnItems = () => [...marks.shown()].reduce((sum, { mark }) => sum + mark.count, 0)
  if (drawnItems() < open * 0.9) throw new Error('the map shows too little')
  const features = [...situation.ticket.values(), ...situation.incident.values()].flatMap((item) =>
    item.geometry?.type === 'Point'
      ? [{ type: 'Feature' as const, geometry: item.geometry, properties: { id: item.id, late: 0 } }]
      : [],
  )
  map.addSource('every', {
    type: 'geojson',
    data: { type: 'FeatureCollection', features: [] },
    promoteId: 'id',
  })
  map.addLayer({ id: 'every', type: 'circle', source: 'every', paint: { 'circle-radius': 4 } })
  const every = map.getSource<GeoJSONSource>('every')
  const show = (id: string, visible: boolean) =>
    map.setLayoutProperty(id, 'visibility', visible ? 'visible' : 'none')
  const ourLayers = layers.flatMap((layer) => layer.style(readLook(document.documentElement)))

  const measured: Measured = { ours: [], setData: [] }
  const ids = [...situation.ticket.keys()]
  for (const way of ['ours', 'setData'] as const) {
    for (const { id } of ourLayers) show(id, way === 'ours')
    show('every', way === 'setData')
    if (way === 'setData') await every?.setData({ type: 'FeatureCollection', features })
    await drawn(map)
    for (let round = 0; round < rounds + 1; round++) {
      await rest()
      const at = (round * 7919) % ids.length
      const begun = performance.now()
      if (way === 'ours') {
        const seq = situation.seq + 1
        const opened = situation.ticket.get(ids[at]!)!
        const data = { ...opened, geometry: features[(at + 1) % features.length]!.geometry }
        const event = { ...events[0], type: 'ticket.opened', subject: opened.id, data, seq, id: `m-${seq}` }
        const shown = reached(seq)
        updates.note(evolve(situation, event as RecordedEvent))
        await shown
      } else {
        features[at]!.properties.late = round + 1
        await every?.setData({ type: 'FeatureCollection', features })
        await drawn(map)
      }
      await onGlass()
      // The first time of each way warms it up.
      if (round > 0) measured[way].push(performance.now() - begun)
    }
  }
  updates.stop()
  remove()
  return measured
}

Object.assign(globalThis, { measureMap: measure })
