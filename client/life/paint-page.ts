type Pen = CanvasRenderingContext2D

const transparent = /^(transparent|rgba\(.*, 0\))$/

/** Draws what stands in the page's window onto `pen`, `scale` times as large; `copies` stand for canvases that cannot be read now. */
export function paintPage(pen: Pen, scale: number, copies: ReadonlyMap<Element, HTMLCanvasElement>): void {
  pen.setTransform(scale, 0, 0, scale, 0, 0)
  pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor
  pen.fillRect(0, 0, innerWidth, innerHeight)
  paint(pen, scale, document.body, copies, new DOMRect(0, 0, innerWidth, innerHeight))
}

function paint(
  pen: Pen,
  scale: number,
  element: Element,
  copies: ReadonlyMap<Element, HTMLCanvasElement>,
  clip: DOMRect,
): void {
  const style = getComputedStyle(element)
  if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return
  const box = element.getBoundingClientRect()
  if (element instanceof SVGElement) return paintSymbol(pen, scale, element)
  if (!transparent.test(style.backgroundColor)) {
    pen.fillStyle = style.backgroundColor
    pen.fillRect(box.x, box.y, box.width, box.height)
  }
  const copy = copies.get(element)
  if (copy) pen.drawImage(copy, box.x, box.y, box.width, box.height)
  if (element instanceof HTMLImageElement && element.complete && element.naturalWidth > 0)
    pen.drawImage(element, box.x, box.y, box.width, box.height)
  const inside = style.overflow === 'visible' ? clip : both(clip, box)
  for (const child of element.childNodes) {
    if (child instanceof Element) paint(pen, scale, child, copies, inside)
    else if (child instanceof Text) paintWords(pen, child, style, inside)
  }
}

function both(a: DOMRect, b: DOMRect): DOMRect {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)]
  return new DOMRect(
    x,
    y,
    Math.max(0, Math.min(a.right, b.right) - x),
    Math.max(0, Math.min(a.bottom, b.bottom) - y),
  )
}

/** Each word where it stands; one whose middle is cut off is left out. */
function paintWords(pen: Pen, text: Text, style: CSSStyleDeclaration, clip: DOMRect): void {
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  pen.fillStyle = style.color
  pen.textBaseline = 'middle'
  const range = document.createRange()
  for (const { 0: word, index } of text.data.matchAll(/\S+/g)) {
    range.setStart(text, index)
    range.setEnd(text, index + word.length)
    const { x, y, width, height } = range.getBoundingClientRect()
    const [middle, line] = [x + width / 2, y + height / 2]
    if (width === 0 || middle < clip.x || middle > clip.right || line < clip.y || line > clip.bottom) continue
    pen.fillText(style.textTransform === 'uppercase' ? word.toUpperCase() : word, x, line, width)
  }
}

/** The paths and circles of a symbol in the colours it has. */
function paintSymbol(pen: Pen, scale: number, svg: SVGElement): void {
  for (const shape of svg.querySelectorAll<SVGGraphicsElement>('path, circle')) {
    const at = shape.getScreenCTM()
    if (!at) continue
    const number = (name: string) => Number(shape.getAttribute(name) ?? 0)
    const path = new Path2D(shape.getAttribute('d') ?? '')
    if (shape.tagName === 'circle') path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI)
    const { fill, stroke, strokeWidth } = getComputedStyle(shape)
    pen.save()
    pen.setTransform(new DOMMatrix([scale, 0, 0, scale, 0, 0]).multiply(at))
    if (fill !== 'none') {
      pen.fillStyle = fill
      pen.fill(path)
    }
    if (stroke !== 'none') {
      pen.strokeStyle = stroke
      pen.lineWidth = parseFloat(strokeWidth)
      pen.stroke(path)
    }
    pen.restore()
  }
}
