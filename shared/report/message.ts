import type { ReportContent, ReportTexts } from '../events/sitrep.ts'
import { sectionsOf, type Reading } from './sections.ts'

/** What stands at the head of a report, however it is given out. */
export interface ReportHead {
  regency: string
  number: number
  title: string
  /** The moment as people read it. */
  asOf: string
  exercise: boolean
  /** Who approved it and when; nothing while it is a draft. */
  approved?: { name: string; role: string; at: string; address: string }
}

/** The report as a WhatsApp message: bold by asterisks, lists by dashes, no tables. */
export function messageOf(
  head: ReportHead,
  content: ReportContent,
  texts: ReportTexts,
  reading: Reading,
): string {
  const plain = (text: string): string => text.replace(/[*_~`]/g, '').trim()
  const parts = sectionsOf(content, texts, reading).map(({ title, lines, tables, empty }) => {
    const rows = tables.flatMap(({ heading, columns, rows: cells }) => [
      ...(heading ? [`_${plain(heading)}_`] : []),
      ...cells.map(
        (row) =>
          `- ${rowText(
            columns.map((column) => column.title),
            row.map(plain),
          )}`,
      ),
    ])
    const all = [...lines.map(plain), ...rows]
    return [`*${plain(title)}*`, ...(all.length > 0 ? all : [empty])].join('\n')
  })
  const { approved, exercise } = head
  return [
    [
      ...(exercise ? ['*GLADI: LATIHAN, BUKAN KEJADIAN NYATA*'] : []),
      `*LAPORAN SITUASI No. ${head.number}*`,
      plain(head.title),
      `${plain(head.regency)}, keadaan per ${head.asOf}`,
      ...(approved ? [] : ['*DRAF, BELUM DISETUJUI*']),
    ].join('\n'),
    ...parts,
    ...(approved
      ? [
          `Disetujui ${plain(approved.name)}, ${plain(approved.role)}, ${approved.at}\nKeaslian: ${approved.address}`,
        ]
      : []),
  ].join('\n\n')
}

/** The first cell, then the others that say something under their headings. */
function rowText(titles: string[], [first = '', ...rest]: string[]): string {
  const others = rest.flatMap((cell, index) =>
    cell === '' ? [] : `${titles[index + 1]?.toLowerCase()} ${cell}`,
  )
  return [first, others.join('; ')].filter(Boolean).join(': ')
}

/** The figures of a report as rows: part, thing, figure, value, unit, before, source, as of. */
export function figureRows(content: ReportContent): (string | number)[][] {
  const row = (part: string, thing: string, one: ReportContent['totals'][number]): (string | number)[] => [
    ...[part, thing, one.label, one.value, one.unit, one.before ?? '', one.by ?? '', one.asOf],
  ]
  return [
    ...content.totals.map((one) => row('kondisi', 'seluruh kejadian', one)),
    ...content.incidents.flatMap(({ title, figures }) => figures.map((one) => row('kondisi', title, one))),
    ...content.tasks.map((one) => row('upaya', 'tugas', one)),
    ...content.resources.flatMap(({ kind, units, capacity, used, asOf }) =>
      Object.entries({ unit: units, kapasitas: capacity, terpakai: used }).map(([label, value]) => [
        ...['sumber daya', kind, label, value, '', '', '', asOf],
      ]),
    ),
    ...content.aid.flatMap(
      ({ title, unit, received, distributed, inStock, computed, asked, short, before, asOf = '' }) =>
        (
          [
            ['dibutuhkan paling sedikit', computed?.[0] ?? asked, ''],
            ['dibutuhkan paling banyak', computed?.[1] ?? asked, ''],
            ['diterima', asOf && received, before?.received],
            ['disalurkan', asOf && distributed, before?.distributed],
            ['persediaan', asOf && inStock, before?.inStock],
            ['kekurangan paling sedikit', short?.[0], ''],
            ['kekurangan paling banyak', short?.[1], ''],
          ] as const
        ).flatMap(([label, value, earlier]) =>
          value === undefined || value === ''
            ? []
            : [['bantuan', title, label, value, unit, earlier ?? '', '', asOf]],
        ),
    ),
  ]
}

export const figureColumns = [
  'bagian',
  'hal',
  'angka',
  'nilai',
  'satuan',
  'sebelumnya',
  'sumber',
  'keadaan_per',
] as const
