import type Pdf from 'pdfkit'
import type { Section } from '../../shared/report/section.ts'

/** Where it is written: the document, and the box of its text in points. */
export interface Pen {
  document: InstanceType<typeof Pdf>
  left: number
  width: number
  bottom: number
}

type Table = Section['tables'][number]
const size = 8.5
const pad = 3

/** A table with hairlines between its rows; a row is never parted over two pages, and its head stands again on the next. */
export function drawTable(pen: Pen, { heading, columns, rows }: Table): void {
  const { document, left, width, bottom } = pen
  const whole = columns.reduce((sum, column) => sum + column.width, 0)
  const widths = columns.map((column) => (column.width / whole) * width)
  const heightOf = (cells: string[], font: string): number => {
    document.font(font).fontSize(size)
    return Math.max(
      ...cells.map((cell, at) => document.heightOfString(cell, { width: (widths[at] ?? 0) - 2 * pad })),
    )
  }
  const drawRow = (cells: string[], font: string, height: number, line: number): void => {
    const top = document.y
    let x = left
    document.font(font).fontSize(size).fillColor('#000000')
    cells.forEach((cell, at) => {
      const own = widths[at] ?? 0
      const align = columns[at]?.right ? 'right' : 'left'
      document.text(cell, x + pad, top + 2, { width: own - 2 * pad, align })
      x += own
    })
    document.y = top + height + 4
    document
      .moveTo(left, document.y)
      .lineTo(left + width, document.y)
      .lineWidth(line)
      .stroke('#000000')
  }
  const titles = columns.map(({ title }) => title)
  const titleHeight = heightOf(titles, 'bold')
  const drawTitles = (): void => drawRow(titles, 'bold', titleHeight, 0.9)
  const first = rows[0] ? heightOf(rows[0], 'text') : 0
  document.y += 4
  if (document.y + titleHeight + first + (heading ? 16 : 0) + 12 > bottom) document.addPage()
  if (heading) document.font('bold').fontSize(9).text(heading, left, document.y, { width })
  drawTitles()
  for (const row of rows) {
    const height = heightOf(row, 'text')
    if (document.y + height + 6 > bottom) {
      document.addPage()
      drawTitles()
    }
    drawRow(row, 'text', height, 0.3)
  }
  document.x = left
}
