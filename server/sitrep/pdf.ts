import { join } from 'node:path'
import type Pdf from 'pdfkit'
import { encode } from 'uqr'
import type { ReportHead } from '../../shared/report/message.ts'
import type { Section } from '../../shared/report/section.ts'
import { drawTable, type Pen } from './table.ts'

const fonts = join(import.meta.dirname, '..', '..', 'public', 'fonts')
/** A4 in points, and what stays white around the text. */
const margin = { top: 48, left: 48, right: 48, bottom: 56 }
const ink = '#000000'
const grey = '#555555'

type Document = InstanceType<typeof Pdf>

/** A report on A4 in black and greys, page numbers below; its bytes. An exercise is marked on every page, a draft too. */
export async function reportPdf(head: ReportHead, sections: readonly Section[]): Promise<Buffer> {
  // Loaded with the first report: a start need not wait for it.
  const { default: Document } = await import('pdfkit')
  const document = new Document({
    size: 'A4',
    margins: margin,
    bufferPages: true,
    lang: 'id-ID',
    info: {
      Title: `Laporan situasi No. ${head.number}: ${head.title}`,
      Author: head.regency,
      Creator: 'Ruang Pantau',
    },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(Buffer.concat(chunks)))
    document.on('error', reject)
  })
  document.registerFont('text', join(fonts, 'noto-sans-latin-400-normal.ttf'))
  document.registerFont('bold', join(fonts, 'noto-sans-latin-700-normal.ttf'))
  const width = document.page.width - margin.left - margin.right
  const pen: Pen = { document, left: margin.left, width, bottom: document.page.height - margin.bottom }
  drawHead(document, head, width)
  for (const section of sections) drawSection(pen, section)
  if (head.approved) drawSignature(pen, head.approved)
  finishPages(document, head, width)
  document.end()
  return done
}

function drawHead(document: Document, head: ReportHead, width: number): void {
  const qr = head.approved ? 84 : 0
  const room = width - (qr ? qr + 12 : 0)
  const top = document.y
  if (head.approved) drawQr(document, head.approved.address, margin.left + width - qr, top, qr)
  document.fillColor(ink).font('bold').fontSize(10.5)
  document.text(`PEMERINTAH ${head.regency.toUpperCase()}`, margin.left, top, { width: room })
  document.fontSize(17).text(`LAPORAN SITUASI No. ${head.number}`, { width: room })
  document.fontSize(11.5).text(head.title, { width: room })
  document.font('text').fontSize(9.5).text(`Keadaan per ${head.asOf}`, { width: room })
  const marks = [
    head.exercise ? 'GLADI: LATIHAN, BUKAN KEJADIAN NYATA' : '',
    head.approved ? '' : 'DRAF, BELUM DISETUJUI',
  ].filter(Boolean)
  if (marks.length > 0) {
    document.moveDown(0.4)
    const y = document.y
    document.font('bold').fontSize(11)
    document.rect(margin.left, y, room, 20).lineWidth(1.2).stroke(ink)
    document.text(marks.join(' · '), margin.left, y + 3, { width: room, align: 'center' })
    document.y = y + 24
  }
  document.y = Math.max(document.y, top + qr) + 6
  document
    .moveTo(margin.left, document.y)
    .lineTo(margin.left + width, document.y)
    .lineWidth(1.2)
    .stroke(ink)
  document.y += 4
}

function drawSection(pen: Pen, { title, lines, tables, empty }: Section): void {
  const { document, left, width, bottom } = pen
  // A title does not stand alone at the foot of a page.
  if (document.y > bottom - 60) document.addPage()
  document.y += 8
  document.fillColor(ink).font('bold').fontSize(11).text(title, left, document.y, { width })
  document.y += 2
  document.font('text').fontSize(9.5)
  for (const line of lines) document.text(line, left, document.y, { width, lineGap: 1 })
  for (const table of tables) drawTable(pen, table)
  if (lines.length === 0 && tables.length === 0)
    document.fillColor(grey).text(empty, left, document.y, { width }).fillColor(ink)
}

function drawSignature(
  { document, left, width, bottom }: Pen,
  approved: NonNullable<ReportHead['approved']>,
): void {
  if (document.y > bottom - 90) document.addPage()
  document.y += 16
  document.rect(left, document.y, width, 66).lineWidth(0.8).stroke(ink)
  const y = document.y + 7
  document
    .font('text')
    .fontSize(9.5)
    .text(`Disetujui secara elektronik, ${approved.at}`, left + 10, y, { width: width - 20 })
  document.font('bold').text(`${approved.name}, ${approved.role}`, { width: width - 20 })
  document
    .font('text')
    .fontSize(8.5)
    .text(`Periksa keaslian berkas ini dengan kode QR di halaman pertama, atau di ${approved.address}`, {
      width: width - 20,
    })
}

/** Modules as squares: sharp at any size, and dark on light. */
function drawQr(document: Document, text: string, x: number, y: number, size: number): void {
  const code = encode(text, { ecc: 'M', border: 2 })
  const step = size / code.size
  document.save()
  code.data.forEach((row, at) =>
    row.forEach((dark, column) => {
      if (dark) document.rect(x + column * step, y + at * step, step + 0.05, step + 0.05)
    }),
  )
  document.fill(ink).restore()
}

/** Watermark and foot of every page, once their number is known. */
function finishPages(document: Document, head: ReportHead, width: number): void {
  const { start, count } = document.bufferedPageRange()
  const mark = head.exercise ? 'GLADI' : head.approved ? '' : 'DRAF'
  for (let page = start; page < start + count; page++) {
    document.switchToPage(page)
    const { width: wide, height: high } = document.page
    // What stands below the margin must not open another page.
    document.page.margins.bottom = 0
    if (mark) {
      document.save().rotate(-52, { origin: [wide / 2, high / 2] })
      document.font('bold').fontSize(150).fillColor('#000000', 0.07)
      document.text(mark, 0, high / 2 - 100, { width: wide, align: 'center', lineBreak: false })
      document.restore()
    }
    const foot = high - margin.bottom + 20
    document
      .moveTo(margin.left, foot - 6)
      .lineTo(margin.left + width, foot - 6)
      .lineWidth(0.5)
      .stroke(grey)
    document.font('text').fontSize(8).fillColor(grey, 1)
    document.text(
      `${head.regency} · Laporan situasi No. ${head.number}${head.exercise ? ' · GLADI' : ''}`,
      margin.left,
      foot,
      { width, lineBreak: false },
    )
    document.text(`Halaman ${page - start + 1} dari ${count}`, margin.left, foot, {
      width,
      align: 'right',
      lineBreak: false,
    })
  }
}
