import type { Map as MapLibreMap } from 'maplibre-gl'
import { awasStroke, levelShapes } from '../ui/level-shapes.ts'
import type { Look } from './look.ts'

/** Pixels of an image's side; shown at a quarter of it, so that it stays sharp at 2160 lines. */
const side = 112
const ratio = 4

function draw(paint: (canvas: OffscreenCanvasRenderingContext2D) => void): OffscreenCanvas | undefined {
  const image = new OffscreenCanvas(side, side)
  const canvas = image.getContext('2d')
  if (!canvas) return undefined
  canvas.translate(side * 0.07, side * 0.07)
  canvas.scale((side * 0.86) / 24, (side * 0.86) / 24)
  canvas.lineJoin = 'round'
  paint(canvas)
  return image
}

function level(look: Look, at: 0 | 1 | 2 | 3): OffscreenCanvas | undefined {
  return draw((canvas) => {
    const shape = new Path2D(levelShapes[at])
    canvas.strokeStyle = look.edge
    canvas.lineWidth = 3
    canvas.stroke(shape)
    canvas.fillStyle = look.levels[at]
    canvas.fill(shape)
    if (at !== 3) return
    canvas.strokeStyle = '#fff6f4'
    canvas.lineCap = 'round'
    canvas.lineWidth = 2.8
    canvas.stroke(new Path2D(awasStroke))
  })
}

function square(look: Look, critical: boolean): OffscreenCanvas | undefined {
  return draw((canvas) => {
    const shape = new Path2D('M3 3h18v18H3z')
    canvas.strokeStyle = look.edge
    canvas.lineWidth = 5
    canvas.stroke(shape)
    canvas.fillStyle = critical ? look.overdue : look.halo
    canvas.fill(shape)
    canvas.strokeStyle = critical ? look.halo : look.project
    canvas.lineWidth = 3
    if (!critical) canvas.stroke(shape)
    else canvas.stroke(new Path2D('M6 9l6 6 6-6'))
  })
}

/** A disc for many points of no level; drawn as a symbol, it keeps names away. */
function disc(look: Look): OffscreenCanvas | undefined {
  return draw((canvas) => {
    canvas.beginPath()
    canvas.arc(12, 12, 10.5, 0, 2 * Math.PI)
    canvas.fillStyle = look.ticket
    canvas.fill()
    canvas.strokeStyle = look.edge
    canvas.lineWidth = 1.5
    canvas.stroke()
  })
}

export const flamePath =
  'M12 1.5C17 8 20 11 20 15.5a8 7.5 0 0 1-16 0C4 12 6.5 10 7.5 6c2 1.5 3 3 3.2 5C12.5 8.5 13 5 12 1.5z'

/** A small flame: a hotspot seen by satellite. */
function flame(look: Look): OffscreenCanvas | undefined {
  return draw((canvas) => {
    const shape = new Path2D(flamePath)
    canvas.strokeStyle = look.edge
    canvas.lineWidth = 3
    canvas.stroke(shape)
    canvas.fillStyle = look.ticket
    canvas.fill(shape)
  })
}

/** How much of a deadline's time is over: three quarters of a ring, or a whole one that is heavier. */
function halo(look: Look, over: boolean): OffscreenCanvas | undefined {
  return draw((canvas) => {
    const top = -Math.PI / 2
    canvas.beginPath()
    canvas.arc(12, 12, 10.5, top, top + (over ? 2 : 1.5) * Math.PI)
    canvas.lineCap = 'round'
    canvas.strokeStyle = look.edge
    canvas.lineWidth = over ? 4 : 3.2
    canvas.stroke()
    canvas.strokeStyle = look.overdue
    canvas.lineWidth = over ? 2.4 : 1.7
    canvas.stroke()
  })
}

/** The symbols of the marks above the map, by name. */
export function symbols(look: Look): Map<string, OffscreenCanvas> {
  const drawn = {
    'level-0': level(look, 0),
    'level-1': level(look, 1),
    'level-2': level(look, 2),
    'level-3': level(look, 3),
    point: disc(look),
    hotspot: flame(look),
    'halo-1': halo(look, false),
    'halo-2': halo(look, true),
  }
  return new Map(Object.entries(drawn).flatMap(([name, image]) => (image ? [[name, image]] : [])))
}

/** Strokes for an area of which nothing is known, or nothing lately; they meet at the image's edges. */
function hatch(look: Look): ImageData | undefined {
  const size = 32
  const canvas = new OffscreenCanvas(size, size).getContext('2d')
  if (!canvas) return undefined
  canvas.strokeStyle = look.labelQuiet
  canvas.lineWidth = 4
  for (const from of [-size, 0, size]) canvas.stroke(new Path2D(`M${from} ${size}L${from + size} 0`))
  return canvas.getImageData(0, 0, size, size)
}

/** Puts the symbols of the layers into the map, in the colours of the theme. */
export function addSymbols(map: MapLibreMap, look: Look): void {
  const images = { project: square(look, false), 'project-critical': square(look, true) }
  if (!map.hasImage('blank')) map.addImage('blank', new ImageData(side, side), { pixelRatio: ratio })
  const strokes = hatch(look)
  if (strokes && !map.hasImage('hatch')) map.addImage('hatch', strokes, { pixelRatio: 2 / look.unit })
  for (const [name, image] of Object.entries(images)) {
    const pixels = image?.getContext('2d')?.getImageData(0, 0, side, side)
    if (pixels && !map.hasImage(name)) map.addImage(name, pixels, { pixelRatio: ratio })
  }
}
