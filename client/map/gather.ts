import type { Box } from './view.ts'

/** Half a zoom step: between two of them the groups stay as they are. */
const steps = 2
/** Pixels of the world at zoom 0. */
const worldPx = 512
const columns = 2 ** 21
/** How far a group's mark keeps from the middle of its cell towards the middle of its items: marks do not touch. */
const pull = 0.7
/** How much of the view's size is kept ready around it. */
const beyond = 0.5

/** An item as a point of the map: its level (0-3), its halo (0-2), and what it is called if that may be written. */
export interface Point {
  lon: number
  lat: number
  level: number
  halo: number
  title?: string | undefined
}

/** What is drawn for one point, or for several that lie together: the worst level and the worst halo among them. */
export interface Mark extends Point {
  count: number
  /** Where its items are kept. */
  cell: number
}

interface Item extends Point {
  id: string
  x: number
  y: number
  cell: number
}

interface Cell {
  items: Set<Item>
  x: number
  y: number
  /** How many items have each level and each halo. */
  levels: [number, number, number, number]
  halos: [number, number, number]
}

/**
 * The points of a layer, gathered in the cells of a grid: a change costs one cell however many points there are, and
 * what is drawn is as much as fits on the screen.
 */
export class Gathered {
  /** What is in view, by cell. */
  readonly marks = new Map<number, Mark>()
  #radius: number
  #items = new Map<string, Item>()
  #cells = new Map<number, Cell>()
  #size = 1
  #box: Box = [0, 0, 1, 1]

  /** `radius`: the side of a cell, in sixteenths of a rem. */
  constructor(radius: number) {
    this.#radius = radius
  }

  /** Looks at the world from here, `unit` pixels being a sixteenth of a rem. */
  look(zoom: number, unit: number, [west, south, east, north]: Box): void {
    const [left, right] = [mercatorX(west), mercatorX(east)]
    const [top, bottom] = [mercatorY(north), mercatorY(south)]
    const [width, height] = [(right - left) * beyond, (bottom - top) * beyond]
    this.#box = [left - width, top - height, right + width, bottom + height]
    const size = (this.#radius * unit) / (worldPx * 2 ** (Math.round(zoom * steps) / steps))
    if (size !== this.#size) {
      this.#size = size
      this.#cells.clear()
      for (const item of this.#items.values()) this.#enter(item)
    }
    this.marks.clear()
    for (const key of this.#cells.keys()) this.#show(key)
  }

  clear(): void {
    this.#items.clear()
    this.#cells.clear()
    this.marks.clear()
  }

  /** The item with this id is now this point; undefined: it is gone. */
  put(id: string, point: Point | undefined): void {
    const before = this.#items.get(id)
    if (before) {
      this.#leave(before)
      this.#items.delete(id)
      this.#show(before.cell)
    }
    if (!point) return
    const item = { ...point, id, x: mercatorX(point.lon), y: mercatorY(point.lat), cell: 0 }
    this.#items.set(id, item)
    this.#enter(item)
    this.#show(item.cell)
  }

  /** The ids of what a mark stands for. */
  idsOf({ cell }: Mark): string[] {
    return [...(this.#cells.get(cell)?.items ?? [])].map(({ id }) => id)
  }

  #enter(item: Item): void {
    item.cell = Math.floor(item.y / this.#size) * columns + Math.floor(item.x / this.#size)
    let cell = this.#cells.get(item.cell)
    if (!cell) {
      cell = { items: new Set(), x: 0, y: 0, levels: [0, 0, 0, 0], halos: [0, 0, 0] }
      this.#cells.set(item.cell, cell)
    }
    cell.items.add(item)
    count(cell, item, 1)
  }

  #leave(item: Item): void {
    const cell = this.#cells.get(item.cell)
    if (!cell?.items.delete(item)) return
    count(cell, item, -1)
    if (cell.items.size === 0) this.#cells.delete(item.cell)
  }

  #show(key: number): void {
    const cell = this.#cells.get(key)
    if (cell && this.#inView(key)) this.marks.set(key, this.#mark(key, cell))
    else this.marks.delete(key)
  }

  #inView(key: number): boolean {
    const [x, y] = [(key % columns) * this.#size, Math.floor(key / columns) * this.#size]
    const [left, top, right, bottom] = this.#box
    return x + this.#size >= left && x <= right && y + this.#size >= top && y <= bottom
  }

  #mark(key: number, { items, x, y, levels, halos }: Cell): Mark {
    const [only] = items
    if (only && items.size === 1) {
      const { lon, lat, level, halo, title } = only
      return { lon, lat, level, halo, title, count: 1, cell: key }
    }
    const middle = (sum: number, at: number) => {
      const centre = (at + 0.5) * this.#size
      return centre + pull * (sum / items.size - centre)
    }
    const lon = longitude(middle(x, key % columns))
    const lat = latitude(middle(y, Math.floor(key / columns)))
    return { lon, lat, level: worst(levels), halo: worst(halos), count: items.size, cell: key }
  }
}

function count(cell: Cell, { x, y, level, halo }: Item, by: 1 | -1): void {
  cell.x += by * x
  cell.y += by * y
  cell.levels[level] = (cell.levels[level] ?? 0) + by
  cell.halos[halo] = (cell.halos[halo] ?? 0) + by
}

const worst = (counts: readonly number[]): number => Math.max(0, counts.findLastIndex(Boolean))

const mercatorX = (lon: number): number => (180 + lon) / 360
const longitude = (x: number): number => x * 360 - 180
const mercatorY = (lat: number): number =>
  (180 - (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))) / 360
const latitude = (y: number): number =>
  (360 / Math.PI) * Math.atan(Math.exp(((180 - y * 360) * Math.PI) / 180)) - 90
