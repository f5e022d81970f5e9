import type { Mark } from './gather.ts'
import type { MarkLayer } from './layers/layer.ts'
import type { Look } from './look.ts'

const mostCounted = 999
/** A symbol fills so much of its image's side. */
const filled = 0.86

export const fontOf = (size: number): string =>
  `600 ${size}px 'Figures', 'Atkinson Hyperlegible Next', sans-serif`

/** Draws one mark with its halo and its count around `x`, `y`; the transform is in CSS pixels. */
export function drawMark(
  canvas: CanvasRenderingContext2D,
  { look, symbols }: { look: Look; symbols: ReadonlyMap<string, OffscreenCanvas> },
  { symbol, side, inside }: ReturnType<MarkLayer['mark']>,
  { halo, count }: Mark,
  [x, y]: readonly [number, number],
): void {
  const { unit } = look
  const put = (name: string, size: number) => {
    const image = symbols.get(name)
    const drawn = (size * unit) / filled
    if (image) canvas.drawImage(image, x - drawn / 2, y - drawn / 2, drawn, drawn)
  }
  // Around a group the ring lies close: many of them side by side would be louder than what is severe.
  if (halo > 0) put(`halo-${halo}`, count > 1 ? side + 6 : side * 1.1 + 9)
  put(symbol, side)
  if (count < 2) return
  const text = count > mostCounted ? `${mostCounted}+` : String(count)
  if (inside) {
    canvas.font = fontOf(12.5 * unit)
    canvas.fillStyle = look.halo
    canvas.fillText(text, x, y + unit)
    return
  }
  outlined(canvas, look, text, 13.5, x + side * 0.62 * unit, y - side * 0.45 * unit)
}

/** Words on the map, with an edge that keeps them apart from it; `size` in sixteenths of a rem. */
export function outlined(
  canvas: CanvasRenderingContext2D,
  look: Look,
  text: string,
  size: number,
  x: number,
  y: number,
): void {
  canvas.font = fontOf(size * look.unit)
  canvas.strokeStyle = look.halo
  canvas.lineWidth = 4 * look.unit
  canvas.strokeText(text, x, y)
  canvas.fillStyle = look.label
  canvas.fillText(text, x, y)
}

/** A text in at most two lines of about `most` characters; what is longer ends in an ellipsis. */
export function twoLines(text: string, most: number): string[] {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1) ?? ''
    if (last === '' || last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`.trim()
    else lines.push(word)
  }
  return lines.length <= 2 ? lines : [lines[0] ?? '', `${lines[1]}…`]
}
