import type { Feature } from 'geojson'
import type { GeoJSONSourceDiff } from 'maplibre-gl'

interface Held {
  lon: number
  lat: number
  weight: number
  feature: Feature
  cell: string
}
interface Cell {
  ids: Set<string>
  lon: number
  lat: number
  weight: number
}

/** From this zoom on every point stands for itself. */
const apart = 14.5

/**
 * Points gathered on a grid of the screen, kept up to date point by point: a change costs its cell alone, however many
 * points there are, and the map holds no more features than cells. `weigh` names the property that is summed.
 */
export class Gathering {
  #weigh: string
  #pixels: number
  #step = Number.NaN
  #held = new Map<string, Held>()
  #cells = new Map<string, Cell>()
  #changed = new Set<string>()

  constructor(weigh: string, pixels: number) {
    this.#weigh = weigh
    this.#pixels = pixels
  }

  /** Puts every point into the cells of this zoom; false when they are the same as before. */
  zoom(zoom: number): boolean {
    const step = Math.min(apart, Math.floor(zoom * 2) / 2)
    if (step === this.#step) return false
    this.#step = step
    this.#cells.clear()
    for (const [id, held] of this.#held) this.#enter(id, held)
    return true
  }

  clear(): void {
    this.#held.clear()
    this.#cells.clear()
    this.#changed.clear()
  }

  /** Puts, moves or (without a point feature) takes away one point. */
  set(id: string, feature: Feature | undefined): void {
    const before = this.#held.get(id)
    if (before) this.#leave(id, before)
    this.#held.delete(id)
    if (feature?.geometry.type !== 'Point') return
    const [lon = 0, lat = 0] = feature.geometry.coordinates
    const held = { lon, lat, weight: Number(feature.properties?.[this.#weigh] ?? 0), feature, cell: '' }
    this.#held.set(id, held)
    this.#enter(id, held)
  }

  /** Everything that is to be drawn. */
  features(): Feature[] {
    this.#changed.clear()
    return [...this.#cells.keys()].flatMap((key) => this.#feature(key) ?? [])
  }

  /** What changed since the last `features` or `changes`. */
  changes(): GeoJSONSourceDiff & { add: Feature[]; remove: string[] } {
    const diff = { add: [] as Feature[], remove: [] as string[] }
    for (const key of this.#changed) {
      const feature = this.#feature(key)
      if (feature) diff.add.push(feature)
      else diff.remove.push(key)
    }
    this.#changed.clear()
    return diff
  }

  #side(): number {
    return this.#pixels / (512 * 2 ** this.#step)
  }

  #enter(id: string, held: Held): void {
    const side = this.#side()
    const x = Math.floor((held.lon + 180) / 360 / side)
    const y = Math.floor(mercatorY(held.lat) / side)
    held.cell = this.#step >= apart ? `at ${id}` : `${x} ${y}`
    const cell = this.#cells.get(held.cell) ?? { ids: new Set(), lon: 0, lat: 0, weight: 0 }
    this.#cells.set(held.cell, cell)
    cell.ids.add(id)
    cell.lon += held.lon
    cell.lat += held.lat
    cell.weight += held.weight
    this.#changed.add(held.cell)
  }

  #leave(id: string, held: Held): void {
    this.#changed.add(held.cell)
    const cell = this.#cells.get(held.cell)
    if (!cell) return
    cell.ids.delete(id)
    cell.lon -= held.lon
    cell.lat -= held.lat
    cell.weight -= held.weight
    if (cell.ids.size === 0) this.#cells.delete(held.cell)
  }

  /** One point as it is; several at their middle, drawn half-way to that of their cell so that neighbours keep apart. */
  #feature(key: string): Feature | undefined {
    const cell = this.#cells.get(key)
    if (!cell) return undefined
    const count = cell.ids.size
    const [first = ''] = cell.ids
    const only = this.#held.get(first)?.feature
    if (count === 1 && only) return { ...only, properties: { ...only.properties, id: key } }
    const side = this.#side()
    const [x = 0, y = 0] = key.split(' ').map(Number)
    const lon = (cell.lon / count + (x + 0.5) * side * 360 - 180) / 2
    const lat = (cell.lat / count + latitude((y + 0.5) * side)) / 2
    const shown = count < 1000 ? String(count) : `${Math.round(count / 1000)}k`
    return {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: {
        id: key,
        point_count: count,
        point_count_abbreviated: shown,
        [this.#weigh]: cell.weight,
      },
    }
  }
}

/** Web Mercator, 0 in the north to 1 in the south. */
function mercatorY(lat: number): number {
  const bounded = Math.min(85, Math.max(-85, lat))
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI)
}

function latitude(y: number): number {
  return (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90
}
