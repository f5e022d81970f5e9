import type { Feature } from 'geojson'
import type { GeoJSONSource, GeoJSONSourceDiff, Map as MapLibreMap } from 'maplibre-gl'
import type { Kind } from '../../shared/situation/items.ts'
import type { Situation, Touch } from '../../shared/situation/situation.ts'
import { drawn } from './drawn.ts'
import { Gathering } from './gather.ts'
import type { MapLayer } from './layers/layer.ts'

/** Twice to four times a second: faster than it draws, the map's worker would grow without bound. */
const everyMs = 250
/** So many touched items of one kind are drawn anew as a whole. */
const mostTouched = 5_000

/** What the updates need to know of the page. */
export interface Showing {
  situation: () => Situation | undefined
  now: () => number
  /** The map has drawn everything up to this seq. */
  drawn: (seq: number) => void
}

/** Brings the map's sources up to date with what was touched, one update at a time. */
export class MapUpdates {
  #map: MapLibreMap
  #layers: readonly MapLayer[]
  #showing: Showing
  #gatherings = new Map<string, Gathering>()
  #zoomed = false
  #touched = new Map<Kind, Set<string>>()
  #all = true
  #busy = false
  #lost = false
  #minute = 0
  #timer: ReturnType<typeof setInterval>

  constructor(map: MapLibreMap, layers: readonly MapLayer[], showing: Showing) {
    this.#map = map
    this.#layers = layers
    this.#showing = showing
    const { fontSize } = getComputedStyle(document.documentElement)
    for (const { id, gather } of layers) {
      if (!gather) continue
      const pixels = (gather.pixels * Number.parseFloat(fontSize)) / 16
      this.#gatherings.set(id, new Gathering(gather.weigh, pixels))
    }
    map.on('zoomend', () => (this.#zoomed = true))
    map.on('webglcontextlost', () => (this.#lost = true))
    map.on('style.load', () => this.restart())
    this.#timer = setInterval(() => void this.#step(), everyMs)
  }

  note(touched: readonly Touch[] | 'all'): void {
    if (touched === 'all') {
      this.#all = true
      this.#touched.clear()
      return
    }
    if (this.#all) return
    for (const { kind, id } of touched) {
      if (!this.#layers.some((layer) => layer.kind === kind)) continue
      const ids = this.#touched.get(kind) ?? new Set()
      this.#touched.set(kind, ids.add(id))
      if (ids.size > mostTouched) this.#all = true
    }
  }

  /** The sources are new and empty: everything is drawn again. */
  restart(): void {
    this.#lost = false
    this.#all = true
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #step(): Promise<void> {
    const situation = this.#showing.situation()
    if (this.#busy || this.#lost || !situation || !this.#sourcesReady()) return
    const now = this.#showing.now()
    const before = this.#minute
    if (!this.#all && this.#touched.size === 0 && before === now && !this.#zoomed)
      return this.#showing.drawn(situation.seq)
    const { seq } = situation
    const [all, touched] = [this.#all, this.#touched]
    this.#all = false
    this.#zoomed = false
    this.#touched = new Map()
    this.#minute = now
    this.#busy = true
    try {
      const updates = this.#layers.map((layer) =>
        all ? this.#replace(layer, situation, now) : this.#change(layer, situation, touched, before, now),
      )
      if ((await Promise.all(updates)).some(Boolean)) await drawn(this.#map)
      this.#showing.drawn(seq)
    } catch {
      // Whatever went wrong on the way, the next step draws everything.
      this.#all = true
    } finally {
      this.#busy = false
    }
  }

  #sourcesReady(): boolean {
    return this.#layers.every((layer) => this.#source(layer) !== undefined)
  }

  #source(layer: MapLayer): GeoJSONSource | undefined {
    return this.#map.getSource<GeoJSONSource>(layer.id)
  }

  async #replace(layer: MapLayer, situation: Situation, now: number): Promise<boolean> {
    const gathering = this.#gatherings.get(layer.id)
    gathering?.clear()
    gathering?.zoom(this.#map.getZoom())
    const features: Feature[] = []
    for (const id of situation[layer.kind].keys()) {
      const feature = layer.feature(situation, id, now)
      if (gathering) gathering.set(id, feature)
      else if (feature) features.push(feature)
    }
    const shown = gathering?.features() ?? features
    await this.#source(layer)?.setData({ type: 'FeatureCollection', features: shown })
    return true
  }

  async #change(
    layer: MapLayer,
    situation: Situation,
    touched: Map<Kind, Set<string>>,
    before: number,
    now: number,
  ): Promise<boolean> {
    const ids = new Set(touched.get(layer.kind))
    if (before !== now) for (const id of layer.aged?.(situation, before, now) ?? []) ids.add(id)
    const gathering = this.#gatherings.get(layer.id)
    for (const id of gathering ? ids : []) gathering?.set(id, layer.feature(situation, id, now))
    if (gathering?.zoom(this.#map.getZoom())) {
      await this.#source(layer)?.setData({ type: 'FeatureCollection', features: gathering.features() })
      return true
    }
    if (ids.size === 0) return false
    if (gathering) {
      await this.#source(layer)?.updateData(gathering.changes())
      return true
    }
    const diff = { add: [] as Feature[], remove: [] as string[] } satisfies GeoJSONSourceDiff
    for (const id of ids) {
      const feature = layer.feature(situation, id, now)
      if (feature) diff.add.push(feature)
      else diff.remove.push(id)
    }
    await this.#source(layer)?.updateData(diff)
    return true
  }
}
