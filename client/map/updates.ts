import type { Feature } from 'geojson'
import type { GeoJSONSource, GeoJSONSourceDiff, Map as MapLibreMap } from 'maplibre-gl'
import type { Kind } from '../../shared/situation/items.ts'
import type { Situation, Touch } from '../../shared/situation/situation.ts'
import { nextFrame } from '../next-frame.ts'
import { changedIds, type Change } from './changed.ts'
import { drawn } from './drawn.ts'
import type { MapLayer, MarkLayer } from './layers/layer.ts'
import type { Marks } from './marks.ts'
import { roomForWords, viewOf, type Box } from './view.ts'

/** At most four times a second: faster than it draws, the map's worker would grow without bound. */
const everyMs = 250
/** So many touched items of one kind are drawn anew as a whole. */
const mostTouched = 5_000

/** What the updates need to know of the page. */
interface Showing {
  situation: () => Situation | undefined
  now: () => number
  /** The map has drawn everything up to this seq. */
  drawn: (seq: number) => void
}

/** What is to be drawn in one step. */
interface Step extends Change {
  view: Box
}

/** Brings the map's sources up to date with what was touched, one update at a time. */
export class MapUpdates {
  #map: MapLibreMap
  #layers: readonly MapLayer[]
  #showing: Showing
  #marks: Marks
  #markLayers: readonly MarkLayer[]
  #touched = new Map<Kind, Set<string>>()
  #requested = new Set<MapLayer>()
  #all = true
  #moved = false
  #busy = false
  #lost = false
  #minute = 0
  #done = 0
  #timer: ReturnType<typeof setInterval>

  constructor(
    map: MapLibreMap,
    marks: Marks,
    layers: { drawn: readonly MapLayer[]; marked: readonly MarkLayer[] },
    showing: Showing,
  ) {
    this.#map = map
    this.#marks = marks
    this.#layers = layers.drawn
    this.#markLayers = layers.marked
    this.#showing = showing
    map.on('webglcontextlost', () => (this.#lost = true))
    map.on('moveend', () => (this.#moved = true))
    map.on('style.load', () => this.restart())
    this.#timer = setInterval(() => void this.#step(), everyMs)
  }

  note(touched: readonly Touch[] | 'all'): void {
    this.#keep(touched)
    // What comes after a rest is drawn at once.
    if (!this.#busy && performance.now() - this.#done > everyMs) setTimeout(() => void this.#step())
  }

  /** Shows these of the layers that are drawn on request; the marks in whose place they stand are hidden. */
  request(asked: readonly string[]): void {
    const next = this.#layers.filter(({ id, onRequest }) => onRequest && asked.includes(id))
    if (next.length === this.#requested.size && next.every((layer) => this.#requested.has(layer))) return
    this.#requested = new Set(next)
    this.#all = true
  }

  /** The sources are new and empty: everything is drawn again. */
  restart(): void {
    this.#lost = false
    this.#all = true
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #keep(touched: readonly Touch[] | 'all'): void {
    if (touched === 'all') {
      this.#all = true
      this.#touched.clear()
      return
    }
    if (this.#all) return
    for (const { kind, id } of touched) {
      if (!this.#isDrawn(kind)) continue
      const ids = this.#touched.get(kind) ?? new Set()
      this.#touched.set(kind, ids.add(id))
      if (ids.size > mostTouched) this.#all = true
    }
  }

  #isDrawn(kind: Kind): boolean {
    return (
      this.#layers.some((layer) => layer.kind === kind) ||
      this.#markLayers.some((layer) => layer.kind === kind || layer.also?.kind === kind)
    )
  }

  async #step(): Promise<void> {
    const situation = this.#showing.situation()
    if (this.#busy || this.#lost || !situation || !this.#sourcesReady()) return
    const now = this.#showing.now()
    const [all, moved, touched, before] = [this.#all, this.#moved, this.#touched, this.#minute]
    if (!all && !moved && touched.size === 0 && before === now) return this.#showing.drawn(situation.seq)
    const { seq } = situation
    this.#all = this.#moved = false
    this.#touched = new Map()
    this.#minute = now
    this.#busy = true
    try {
      const step = {
        situation,
        all,
        moved,
        view: this.#view(),
        touched,
        before,
        now,
      }
      if (this.#mark(step)) await new Promise<void>((painted) => nextFrame(painted))
      const updates = this.#layers.map((layer) => this.#update(layer, step))
      if ((await Promise.all(updates)).some(Boolean)) await drawn(this.#map)
      this.#showing.drawn(seq)
    } catch {
      // Whatever went wrong on the way, the next step draws everything.
      this.#all = true
    } finally {
      this.#busy = false
      this.#done = performance.now()
    }
  }

  #view(): Box {
    const { clientWidth, clientHeight } = this.#map.getContainer()
    return roomForWords(viewOf(this.#map), clientWidth, clientHeight, 16 * this.#marks.unit)
  }

  #sourcesReady(): boolean {
    return this.#layers.every((layer) => this.#source(layer) !== undefined)
  }

  #source(layer: MapLayer): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(layer.id)
  }

  /** Brings the marks along; answers whether any is drawn otherwise. */
  #mark(step: Step): boolean {
    const { situation, all, now } = step
    if (all) this.#marks.clear()
    let changed = all
    for (const layer of this.#markLayers) {
      for (const id of changedIds(layer, step)) {
        this.#marks.put(layer.id, id, layer.point(situation, id, now))
        changed = true
      }
    }
    if (all) this.#marks.regroup()
    else if (changed) this.#marks.draw()
    return changed
  }

  /** Brings a layer's source along; answers whether anything is drawn otherwise. */
  async #update(layer: MapLayer, step: Step): Promise<boolean> {
    const { situation, all, view, now } = step
    const diff = { add: [] as Feature[], remove: [] as string[] } satisfies GeoJSONSourceDiff
    const isDrawn = !layer.onRequest || this.#requested.has(layer)
    for (const id of isDrawn ? changedIds(layer, step) : []) {
      const feature = layer.feature(situation, id, now, view)
      if (feature) diff.add.push(feature)
      else diff.remove.push(id)
    }
    const source = this.#source(layer)
    if (all) await source?.setData({ type: 'FeatureCollection', features: diff.add })
    else if (diff.add.length + diff.remove.length > 0) await source?.updateData(diff)
    else return false
    return true
  }
}
