import type { Map } from 'maplibre-gl'
import { awasStroke, levelShapes } from '../ui/level-shapes.ts'
import type { Look } from './look.ts'

/** Pixels of an image's side; shown at a quarter of it, so that it stays sharp at 2160 lines. */
const side = 112
const ratio = 4

function draw(paint: (canvas: OffscreenCanvasRenderingContext2D) => void): ImageData | undefined {
  const canvas = new OffscreenCanvas(side, side).getContext('2d')
  if (!canvas) return undefined
  canvas.translate(side * 0.07, side * 0.07)
  canvas.scale((side * 0.86) / 24, (side * 0.86) / 24)
  canvas.lineJoin = 'round'
  paint(canvas)
  return canvas.getImageData(0, 0, side, side)
}

function level(look: Look, at: 0 | 1 | 2 | 3): ImageData | undefined {
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

function square(look: Look, critical: boolean): ImageData | undefined {
  return draw((canvas) => {
    const shape = new Path2D('M3 3h18v18H3z')
    canvas.strokeStyle = look.edge
    canvas.lineWidth = 5
    canvas.stroke(shape)
    canvas.fillStyle = critical ? look.levels[2] : look.halo
    canvas.fill(shape)
    canvas.strokeStyle = critical ? look.edge : look.project
    canvas.lineWidth = 3
    if (!critical) canvas.stroke(shape)
    else canvas.stroke(new Path2D('M6 9l6 6 6-6'))
  })
}

/** Puts the symbols of the layers into the map, in the colours of the theme. */
export function addSymbols(map: Map, look: Look): void {
  const images: Record<string, ImageData | undefined> = {
    'level-0': level(look, 0),
    'level-1': level(look, 1),
    'level-2': level(look, 2),
    'level-3': level(look, 3),
    blank: new ImageData(side, side),
    project: square(look, false),
    'project-critical': square(look, true),
  }
  for (const [name, image] of Object.entries(images)) {
    if (image && !map.hasImage(name)) map.addImage(name, image, { pixelRatio: ratio })
  }
}
