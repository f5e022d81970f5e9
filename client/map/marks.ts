import type { Map as MapLibreMap } from 'maplibre-gl'
import { Gathered, type Mark, type Point } from './gather.ts'
import type { MarkLayer } from './layers/layer.ts'
import type { Look } from './look.ts'
import { symbols } from './symbols.ts'

const mostCounted = 999

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
  }

  /** Draws in the sizes and colours of another look from now on. */
  restyle(look: Look): void {
    this.#look = look
    this.#symbols = symbols(look)
    this.regroup()
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
    const bounds = this.#map.getBounds()
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const
    for (const { gathered } of this.#layers) gathered.look(this.#map.getZoom(), this.#look.unit, [...box])
    this.draw()
  }

  /** Everything that is drawn now, with its layer, the worst last. */
  *shown(): Iterable<{ layer: MarkLayer; mark: Mark }> {
    for (const { layer, gathered } of this.#layers) {
      const marks = [...gathered.marks.values()]
      for (const mark of marks.sort((a, b) => a.level - b.level || a.halo - b.halo)) yield { layer, mark }
    }
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
    for (const { layer, mark } of this.shown()) {
      const { x, y } = this.#map.project([mark.lon, mark.lat])
      if (x < -50 || y < -50 || x > width + 50 || y > height + 50) continue
      this.#drawMark(canvas, layer, mark, x, y)
    }
  }

  #drawMark(canvas: CanvasRenderingContext2D, layer: MarkLayer, mark: Mark, x: number, y: number): void {
    const { unit } = this.#look
    const { symbol, side, inside } = layer.mark(mark)
    const put = (name: string, size: number) => {
      const image = this.#symbols.get(name)
      // A symbol fills 86 of 100 parts of its image.
      const drawn = (size * unit) / 0.86
      if (image) canvas.drawImage(image, x - drawn / 2, y - drawn / 2, drawn, drawn)
    }
    if (mark.halo > 0) put(`halo-${mark.halo}`, side * 1.1 + 9)
    put(symbol, side)
    if (mark.count < 2) return
    const text = mark.count > mostCounted ? `${mostCounted}+` : String(mark.count)
    canvas.font = `600 ${(inside ? 12.5 : 13.5) * unit}px 'Atkinson Hyperlegible Next', sans-serif`
    if (inside) {
      canvas.fillStyle = this.#look.halo
      canvas.fillText(text, x, y + unit)
      return
    }
    const [right, up] = [x + side * 0.62 * unit, y - side * 0.45 * unit]
    canvas.strokeStyle = this.#look.halo
    canvas.lineWidth = 4 * unit
    canvas.strokeText(text, right, up)
    canvas.fillStyle = this.#look.label
    canvas.fillText(text, right, up)
  }
}
