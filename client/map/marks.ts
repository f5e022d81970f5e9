import type { Feature } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Kind } from '../../shared/situation/items.ts'
import { drawMark, fontOf, outlined, twoLines } from './draw-mark.ts'
import { Gathered, type Mark, type Point } from './gather.ts'
import type { MarkLayer } from './layers/layer.ts'
import type { Look } from './look.ts'
import { symbols } from './symbols.ts'
import { viewOf } from './view.ts'
import { placeTitles, type Standing } from './titles.ts'

const titleSize = 14.5
const lineHeight = 1.12
/** More titles than this at once are read by nobody. */
const mostTitles = 12
/** Beyond the screen a mark may still reach into it. */
const margin = 50

/** A finger is no sharper than this, in pixels. */
const finger = 22

/** A thing that somebody tapped. */
export interface Opened {
  kind: Kind
  id: string
}

/** A mark that is on the screen, and where. */
interface Seen extends Standing {
  layer: MarkLayer
  mark: Mark
  drawn: ReturnType<MarkLayer['mark']>
  lines?: string[]
}

/**
 * The marks of the layers whose items are many, on a canvas above the map: what changes is drawn at once, and the map
 * beneath need not be drawn again.
 */
export class Marks {
  readonly canvas = document.createElement('canvas')
  #map: MapLibreMap
  #layers: { layer: MarkLayer; gathered: Gathered }[]
  #look: Look
  #symbols: Map<string, OffscreenCanvas>
  #room: Feature[] = []
  #seen: readonly Seen[] = []
  #hidden: readonly string[] = []

  constructor(map: MapLibreMap, layers: readonly MarkLayer[], look: Look) {
    this.#map = map
    this.#layers = layers.map((layer) => ({ layer, gathered: new Gathered(layer.gather) }))
    this.#look = look
    this.#symbols = symbols(look)
    this.canvas.className = 'marks'
    map.getCanvasContainer().append(this.canvas)
    map.on('move', () => this.draw())
    map.on('moveend', () => this.regroup())
    map.on('resize', () => this.regroup())
    // Words are written with the shipped font once it has come.
    void document.fonts.load(fontOf(16)).then(() => this.draw())
  }

  /** Draws in the sizes and colours of another look from now on. */
  restyle(look: Look): void {
    this.#look = look
    this.#symbols = symbols(look)
    this.regroup()
  }

  /** The marks of these layers are not drawn. */
  hide(layers: readonly string[]): void {
    if (layers.join() === this.#hidden.join()) return
    this.#hidden = layers
    this.draw()
  }

  /** An item of a layer is now this point; undefined: it is not on the map. */
  put(id: string, item: string, point: Point | undefined): void {
    this.#layers.find(({ layer }) => layer.id === id)?.gathered.put(item, point)
  }

  clear(): void {
    for (const { gathered } of this.#layers) gathered.clear()
  }

  /** Gathers for where the map now looks, and draws. */
  regroup(): void {
    const view = viewOf(this.#map)
    for (const { gathered } of this.#layers) gathered.look(this.#map.getZoom(), this.#look.unit, view)
    this.draw()
  }

  /** Everything that is drawn now, with its layer, the worst of each layer last. */
  *shown(): Iterable<{ layer: MarkLayer; mark: Mark }> {
    for (const { layer, gathered } of this.#layers) {
      if (this.#hidden.includes(layer.id)) continue
      const marks = [...gathered.marks.values()]
      for (const mark of marks.sort((a, b) => a.level - b.level || a.halo - b.halo)) yield { layer, mark }
    }
  }

  /** The mark where somebody tapped, the more severe of two, what it stands for, and whether a finger can tell it from others. */
  hit(x: number, y: number): { mark: Mark; items: Opened[]; several: boolean } | undefined {
    const [near] = this.#seen
      .map((one) => ({ ...one, off: Math.hypot(one.x - x, one.y - y) }))
      .filter(({ off, reach }) => off <= Math.max(reach, finger))
      .sort((a, b) => b.level - a.level || a.off - b.off)
    const gathered = this.#layers.find(({ layer }) => layer === near?.layer)?.gathered
    if (!near || !gathered) return undefined
    const items = gathered.idsOf(near.mark).map((id) => ({ kind: near.layer.kind, id }))
    const beside = this.#seen.filter(
      (one) => one.layer === near.layer && Math.hypot(one.x - near.x, one.y - near.y) < finger,
    )
    return { mark: near.mark, items, several: near.mark.count > 1 || beside.length > 1 }
  }

  /** A sixteenth of a rem in pixels. */
  get unit(): number {
    return this.#look.unit
  }

  /** The room that marks and titles take: points with a `size` (of 28 sixteenths of a rem), or a `title` in its place. */
  room(): Feature[] {
    return this.#room
  }

  draw(): void {
    const { clientWidth: width, clientHeight: height } = this.#map.getContainer()
    const ratio = devicePixelRatio
    const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (this.canvas.width !== across || this.canvas.height !== down) {
      this.canvas.width = across
      this.canvas.height = down
    }
    const canvas = this.canvas.getContext('2d')
    if (!canvas) return
    canvas.setTransform(ratio, 0, 0, ratio, 0, 0)
    canvas.clearRect(0, 0, width, height)
    canvas.textAlign = 'center'
    canvas.textBaseline = 'middle'
    canvas.lineJoin = 'round'
    const seen = this.#onScreen(canvas, width, height)
    this.#seen = seen
    const style = { look: this.#look, symbols: this.#symbols }
    for (const { drawn, mark, x, y } of seen) drawMark(canvas, style, drawn, mark, [x, y])
    const { unit } = this.#look
    this.#room = seen.map(({ mark, drawn }) => at(mark, { size: drawn.side / 24 }))
    for (const title of placeTitles(seen, width, height, 4 * unit)) {
      const one = seen[title.at]
      if (!one?.lines) continue
      for (const [line, text] of one.lines.entries()) {
        const down = (line - (one.lines.length - 1) / 2) * titleSize * lineHeight * unit
        outlined(canvas, this.#look, text, titleSize, title.x, title.y + down)
      }
      const offset = [title.x - one.x, title.y - one.y].map((by) => by / (titleSize * unit))
      this.#room.push(at(one.mark, { title: one.lines.join('\n'), offset }))
    }
  }

  /** The marks on the screen from the bottom up, the severe ones with their titles. */
  #onScreen(canvas: CanvasRenderingContext2D, width: number, height: number): Seen[] {
    const { unit } = this.#look
    const seen: Seen[] = []
    for (const { layer, mark } of this.shown()) {
      const { x, y } = this.#map.project([mark.lon, mark.lat])
      if (x < -margin || y < -margin || x > width + margin || y > height + margin) continue
      const drawn = layer.mark(mark)
      seen.push({
        layer,
        x,
        y,
        reach: (drawn.side * unit) / 2,
        level: mark.level,
        urgent: mark.halo > 0,
        mark,
        drawn,
      })
    }
    canvas.font = fontOf(titleSize * unit)
    const titled = seen.filter(({ mark }) => mark.title !== undefined)
    for (const one of titled.sort((a, b) => b.level - a.level).slice(0, mostTitles)) {
      one.lines = twoLines(one.mark.title ?? '', 22)
      one.title = {
        width: Math.max(...one.lines.map((line) => canvas.measureText(line).width)),
        height: one.lines.length * titleSize * lineHeight * unit,
      }
    }
    return seen
  }
}

function at({ lon, lat }: Mark, properties: Feature['properties']): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [lon, lat] }, properties }
}
